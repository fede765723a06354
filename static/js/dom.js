// Small things the modules share.

/** Say something to screen readers once, politely; the region is on the page from the start. */
export function announce(text) {
  const live = document.getElementById("live");
  if (!live) return;
  live.textContent = "";
  // The same words twice would not be read again without an empty moment between.
  requestAnimationFrame(() => { live.textContent = text; });
}

/** Call run(document) whenever htmx has put a part into the page. */
export function fresh(run) {
  document.addEventListener("htmx:after:swap", () => run(document));
}

/** Whether a person is typing, so that a letter is a letter. */
export function typing(target) {
  if (!(target instanceof Element)) return false;
  if (target.closest("textarea, select, [contenteditable]:not([contenteditable='false'])")) return true;
  const input = target.closest("input");
  return Boolean(input) && !["checkbox", "radio", "button", "submit", "range", "file"].includes(input.type);
}
