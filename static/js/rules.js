// The text of rules: a link to a line puts the cursor there. <a data-line="157"> beside <textarea data-lines>.
// What is checked and tried while somebody types is said once, in short: [data-say] in a part that is [data-says].
import { announce, fresh } from "./dom.js";

const said = new Map();

function say() {
  for (const part of document.querySelectorAll("[data-says]")) {
    const words = part.querySelector("[data-say]")?.textContent.trim().replace(/\s+/g, " ") ?? "";
    if (words && said.get(part.id) !== words) announce(words);
    said.set(part.id, words);
  }
}

function show(field, line) {
  const lines = field.value.split("\n");
  if (line < 1 || line > lines.length) return false;
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, start + lines[line - 1].length);
  const height = parseFloat(getComputedStyle(field).lineHeight);
  field.scrollTop = Math.max(0, (line - 1) * height - field.clientHeight / 3);
  field.scrollLeft = 0;
  field.scrollIntoView({ block: "center" });
  return true;
}

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[data-line]");
  const field = document.querySelector("textarea[data-lines]");
  if (link && field && show(field, Number(link.dataset.line))) event.preventDefault();
});
fresh(say);
