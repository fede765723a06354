// A field for a colleague (<input data-chooser="address">): those whom the letters fit are offered under it. Before a
// letter is typed, those of its own list, which is what it offers without this script.
import { listUnder, namesFor } from "./names.js";

const WAIT = 120;

export function watchChoosers(root) {
  for (const field of root.querySelectorAll("input[data-chooser]:not([data-ready])")) watch(field);
}

function watch(field) {
  field.dataset.ready = "";
  const near = [...(field.list?.options ?? [])].map((option) => option.value);
  field.removeAttribute("list");
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-expanded", "false");
  const list = listUnder(field, (name) => { field.value = name; });
  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => offer(field, list, near), WAIT);
  });
  field.addEventListener("click", () => { if (!field.value) offer(field, list, near); });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" || event.defaultPrevented) return;
    event.preventDefault();
    offer(field, list, near);
  });
  if (document.activeElement === field && field.value) offer(field, list, near); // typed before this script was there
}

async function offer(field, list, near) {
  const letters = field.value.trim();
  const names = letters ? await namesFor(field.dataset.chooser, letters) : near;
  if (field.value.trim() !== letters || document.activeElement !== field) return; // typed on, or left, meanwhile
  if (!names.length || (names.length === 1 && names[0] === letters)) return list.close();
  list.open(names, { first: letters !== "" });
}
