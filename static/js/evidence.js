// A flag and its words in the text light each other, by pointer and by focus; j and k walk the marks (keys.js).

function pair(target) {
  for (const element of document.querySelectorAll(".hot")) element.classList.remove("hot");
  const code = target instanceof Element ? target.closest("[data-flag]")?.dataset.flag : null;
  if (!code) return;
  for (const element of document.querySelectorAll(`[data-flag="${CSS.escape(code)}"]`)) element.classList.add("hot");
}

/** Focus the next (step 1) or previous (step -1) mark of the text or of its pages; round at the ends. */
export function walkMarks(step) {
  const marks = [...document.querySelectorAll("mark a, .sheet svg a")];
  if (!marks.length) return false;
  const at = marks.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : marks.length - 1) : (at + step + marks.length) % marks.length;
  marks[next].focus();
  (marks[next].closest("mark") ?? marks[next]).scrollIntoView({ block: "center" });
  return true;
}

export function watchEvidence() {
  for (const type of ["pointerover", "focusin"]) document.addEventListener(type, (event) => pair(event.target));
  document.addEventListener("pointerleave", () => pair(null));
}
