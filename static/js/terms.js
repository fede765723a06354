// Explained words: Esc closes the explanation without moving pointer or focus; it opens towards where there is room.

function place(term) {
  const tip = term.querySelector("[role=tooltip]");
  delete term.dataset.side;
  if (tip.getBoundingClientRect().right > document.documentElement.clientWidth - 8) term.dataset.side = "end";
}

export function watchTerms() {
  for (const type of ["pointerover", "focusin"]) {
    document.addEventListener(type, (event) => {
      const term = event.target instanceof Element && event.target.closest("[data-term]");
      if (term) place(term);
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const term of document.querySelectorAll("[data-term]:is(:hover, :focus-within)")) term.dataset.closed = "";
  });
  for (const type of ["pointerout", "focusout"]) {
    document.addEventListener(type, (event) => {
      const term = event.target instanceof Element && event.target.closest("[data-term]");
      if (term && !term.contains(event.relatedTarget)) delete term.dataset.closed;
    });
  }
}
