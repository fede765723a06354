// A flag and its words in the text light each other, by pointer and by focus; j and k walk the marks (keys.js).
// A link to a place in the resume shows it there, and leaves the flag where it is if both have room side by side.

let shownAt = null;

function pair(target) {
  for (const element of document.querySelectorAll(".hot")) element.classList.remove("hot");
  const code = target instanceof Element ? target.closest("[data-flag]")?.dataset.flag : null;
  if (!code) return;
  for (const element of document.querySelectorAll(`[data-flag="${CSS.escape(code)}"]`)) element.classList.add("hot");
}

/** What came under a resting pointer because the page scrolled was not pointed at. */
function point(event) {
  if (shownAt && event.clientX === shownAt.x && event.clientY === shownAt.y) return;
  shownAt = null;
  pair(event.target);
}

const LEAST_SEEN = 200;

/** Top and height of what is seen of a box, between the page's head and the lower edge of the window. */
function seenOf(box) {
  const { top, bottom } = box.getBoundingClientRect();
  const from = Math.max(top, parseFloat(getComputedStyle(document.documentElement).scrollPaddingBlockStart) || 0);
  return { top: from, height: Math.min(bottom, innerHeight) - from };
}

/** Bring a place of the resume into view: in the resume's own box if it scrolls by itself, else on the page. The page
 * stays where it is as long as enough of the box is seen. */
function show(place) {
  const box = place.closest("#resume-text");
  if (!box || box.scrollHeight <= box.clientHeight || getComputedStyle(box).overflowY === "visible") {
    place.scrollIntoView({ block: "center" });
    return;
  }
  if (seenOf(box).height < LEAST_SEEN) box.scrollIntoView({ block: "nearest" });
  const seen = seenOf(box);
  box.scrollTop += place.getBoundingClientRect().top - seen.top - seen.height / 3;
  if (place.getBoundingClientRect().top < seen.top) place.scrollIntoView({ block: "nearest" }); // the box is at its end
}

function follow(event) {
  const link = event.target instanceof Element && event.target.closest('a[href^="#"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const place = document.querySelector(`#resume-text [id="${CSS.escape(link.hash.slice(1))}"]`);
  if (!place) return;
  event.preventDefault();
  shownAt = { x: event.clientX, y: event.clientY };
  show(place);
  const way = place.querySelector("a") ?? label(place);
  if (way) way.focus({ preventScroll: true });
  else pair(place);
}

/** A mark over several lines carries its label, which leads back, at its end; on a page it stands beside the mark. */
function label(place) {
  return [...document.querySelectorAll(`#resume-text [data-flag="${CSS.escape(place.dataset.flag ?? "")}"]`)]
    .filter((piece) => place.compareDocumentPosition(piece) & Node.DOCUMENT_POSITION_FOLLOWING)
    .map((piece) => (piece.matches("a") ? piece : piece.querySelector("a")))
    .find(Boolean);
}

/** Focus the next (step 1) or previous (step -1) mark of the text or of its pages; round at the ends. */
export function walkMarks(step) {
  const marks = [...document.querySelectorAll("mark a, .sheet svg a")];
  if (!marks.length) return false;
  const at = marks.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : marks.length - 1) : (at + step + marks.length) % marks.length;
  marks[next].focus({ preventScroll: true });
  show(marks[next].closest("mark") ?? marks[next]);
  return true;
}

export function watchEvidence() {
  document.addEventListener("pointerover", point);
  document.addEventListener("focusin", (event) => pair(event.target));
  document.addEventListener("pointerleave", () => pair(null));
  document.addEventListener("click", follow);
}
