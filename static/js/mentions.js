// Colleagues in a note: behind an @ a list of names opens (<textarea data-mentions="address">). Arrows choose, Enter or
// Tab puts the name in, Esc closes the list. Names may be typed in full as well; the server finds them either way.
import { announce } from "./dom.js";

const MOST = 8;
const asked = new Map();

export function watchMentions(root) {
  for (const field of root.querySelectorAll("textarea[data-mentions]:not([data-ready])")) watch(field);
}

function watch(field) {
  field.dataset.ready = "";
  const list = Object.assign(document.createElement("ul"), { id: `${field.id}-names`, className: "names", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Colleagues");
  field.after(list);
  for (const [name, value] of Object.entries({ "aria-autocomplete": "list", "aria-controls": list.id })) field.setAttribute(name, value);
  field.addEventListener("input", () => offer(field, list));
  field.addEventListener("keydown", (event) => onKey(event, field, list));
  field.addEventListener("blur", () => close(field, list));
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[role=option]");
    event.preventDefault(); // the field keeps the focus
    if (option) take(field, list, option);
  });
}

/** What is typed behind the last @, up to the cursor; null where no name is being typed. */
function begun(field) {
  return /(?:^|[^\p{L}\p{N}])@([\p{L}\p{N}][\p{L}\p{N} .'’-]{0,40}|)$/u.exec(field.value.slice(0, field.selectionStart))?.[1] ?? null;
}

async function names(field) {
  const address = field.dataset.mentions;
  if (!asked.has(address)) asked.set(address, fetchNames(address));
  return asked.get(address);
}

async function fetchNames(address) {
  try {
    const answer = await fetch(address, { headers: { "HX-Request": "true" } });
    if (answer.ok && !answer.redirected) {
      const part = new DOMParser().parseFromString(await answer.text(), "text/html");
      return [...part.querySelectorAll("li")].map((item) => item.textContent.trim());
    }
  } catch {} // no connection: names can still be typed
  asked.delete(address); // the next letter asks again
  return [];
}

async function offer(field, list) {
  if (begun(field) === null) return close(field, list);
  const known = await names(field);
  const words = begun(field)?.toLocaleLowerCase();
  if (words === undefined) return close(field, list);
  const fitting = known.filter((name) => fits(name.toLocaleLowerCase(), words)).slice(0, MOST);
  if (!fitting.length || fitting.some((name) => name.toLocaleLowerCase() === words)) return close(field, list);
  list.replaceChildren(...fitting.map((name, number) => option(list, name, number)));
  list.hidden = false;
  choose(field, list, 0);
  announce(fitting.length === 1 ? `${fitting[0]}. Enter puts the name in.` : `${fitting.length} colleagues. Arrows choose, Enter puts the name in.`);
}

function fits(name, words) {
  return name.startsWith(words) || name.split(" ").some((part) => part.startsWith(words));
}

function option(list, name, number) {
  const item = Object.assign(document.createElement("li"), { id: `${list.id}-${number}`, textContent: name });
  item.setAttribute("role", "option");
  return item;
}

function choose(field, list, number) {
  const options = [...list.children];
  options.forEach((item, place) => item.setAttribute("aria-selected", String(place === number)));
  field.setAttribute("aria-activedescendant", options[number].id);
}

function onKey(event, field, list) {
  if (list.hidden || event.isComposing) return;
  const at = [...list.children].findIndex((item) => item.getAttribute("aria-selected") === "true");
  const size = list.children.length;
  if (event.key === "ArrowDown") choose(field, list, (at + 1) % size);
  else if (event.key === "ArrowUp") choose(field, list, (at - 1 + size) % size);
  else if (event.key === "Enter" || event.key === "Tab") take(field, list, list.children[at]);
  else if (event.key === "Escape") close(field, list);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function take(field, list, chosen) {
  const end = field.selectionStart;
  const start = end - begun(field).length;
  field.setRangeText(`${chosen.textContent} `, start, end, "end");
  close(field, list);
}

function close(field, list) {
  list.hidden = true;
  field.removeAttribute("aria-activedescendant");
}
