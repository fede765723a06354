// The palette: Ctrl+K anywhere, or a link with data-palette. A combobox whose list comes from the server, which gives
// only what this person may see; what the page itself can do is added from its buttons with keys.
import { openDialog } from "./dialogs.js";

const WAIT = 120;
let waiting = null;
let asking = null;
let latest = null;

function parts() {
  const dialog = document.getElementById("palette");
  return dialog && { dialog, input: dialog.querySelector("input"), list: dialog.querySelector("[role=listbox]") };
}

function open() {
  const { dialog, input } = parts();
  document.querySelector(":popover-open")?.hidePopover();
  openDialog(dialog);
  input.select();
  ask();
}

function show(list, markup) {
  list.replaceChildren(...new DOMParser().parseFromString(markup, "text/html").body.childNodes);
}

function ask() {
  latest = answer();
}

async function answer() {
  const { dialog, input, list } = parts();
  const text = input.value.trim();
  asking?.abort();
  asking = new AbortController();
  dialog.setAttribute("aria-busy", "true");
  try {
    const found = await fetch(`${dialog.dataset.address}?q=${encodeURIComponent(text)}`, { signal: asking.signal });
    if (found.redirected) return location.reload(); // signed out meanwhile
    show(list, found.ok ? await found.text() : '<p class="none">No answer. Type on to ask again.</p>');
  } catch (error) {
    if (error.name === "AbortError") return;
    show(list, '<p class="none">No connection. Type on to ask again.</p>');
  }
  dialog.removeAttribute("aria-busy");
  addOwn(list, text);
  dialog.querySelector("[data-palette-told]").textContent = list.querySelector("[data-told]")?.textContent ?? "";
  const all = dialog.querySelector("[data-palette-all]");
  if (all) {
    all.href = text ? `${dialog.dataset.search}?q=${encodeURIComponent(text)}` : dialog.dataset.search;
    all.textContent = text ? `All people for “${text}”` : "Search people";
  }
  const options = list.querySelectorAll("[role=option]");
  input.setAttribute("aria-expanded", String(options.length > 0));
  choose(options[0]);
}

// The page's own buttons that have a key: Move, Add note, Edit, Undo.
function addOwn(list, text) {
  const own = [...document.querySelectorAll("main [data-key]")].filter((element) => !element.closest("[hidden], dialog"));
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = own.filter((element) => words.every((word) => label(element).toLowerCase().includes(word))).slice(0, 8);
  if (!fitting.length) return;
  const group = document.createElement("div");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", "On this page");
  group.append(Object.assign(document.createElement("p"), { className: "grp", textContent: "On this page" }));
  fitting.forEach((element, index) => {
    const option = document.createElement("div");
    Object.assign(option, { id: `palette-own-${index}`, textContent: label(element) });
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.prepend(element.querySelector(".icon")?.cloneNode(true) ?? document.createElement("span"));
    option.addEventListener("palette:press", () => element.click());
    group.append(option);
  });
  list.querySelector(".none")?.remove();
  // Who types the beginning of a button's name means the button; else what the server found stands first.
  if (text && fitting.some((element) => label(element).toLowerCase().startsWith(text.toLowerCase()))) list.prepend(group);
  else list.append(group);
}

function label(element) {
  if (element.ariaLabel) return element.ariaLabel;
  const copy = element.cloneNode(true);
  for (const kbd of copy.querySelectorAll("kbd, .icon")) kbd.remove();
  return copy.textContent.trim().replace(/\s+/g, " ");
}

function choose(option) {
  const { input, list } = parts();
  for (const other of list.querySelectorAll('[aria-selected="true"]')) other.setAttribute("aria-selected", "false");
  if (!option) return input.removeAttribute("aria-activedescendant");
  option.setAttribute("aria-selected", "true");
  input.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const options = [...parts().list.querySelectorAll("[role=option]")];
  if (!options.length) return;
  const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  choose(options[(at + by + options.length) % options.length]);
}

function go(option, elsewhere) {
  if (!option) return;
  const { dialog } = parts();
  if (option.dataset.href && elsewhere) return window.open(option.dataset.href, "_blank", "noopener");
  dialog.close();
  if (option.dataset.href) location.assign(option.dataset.href);
  else option.dispatchEvent(new CustomEvent("palette:press"));
}

// What was typed last is asked and waited for: Enter right after a letter must not open what an earlier one found.
async function enter(elsewhere) {
  if (waiting !== null) {
    clearTimeout(waiting);
    waiting = null;
    ask();
  }
  for (let seen = null; seen !== latest; ) {
    seen = latest;
    await seen;
  }
  const { list, dialog } = parts();
  const chosen = list.querySelector('[aria-selected="true"]');
  if (chosen) return go(chosen, elsewhere);
  dialog.querySelector("[data-palette-all]")?.click();
}

function onKey(event) {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
    if (document.querySelector("dialog[open]:not(#palette)")) return;
    event.preventDefault();
    open();
    return;
  }
  if (event.target.id !== "palette-q" || event.isComposing) return;
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps) {
    event.preventDefault();
    step(steps[event.key]);
  } else if (event.key === "Enter") {
    event.preventDefault();
    enter(event.ctrlKey || event.metaKey);
  }
}

export function watchPalette() {
  const found = parts();
  if (!found) return;
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => {
    const opener = event.target instanceof Element && event.target.closest("[data-palette]");
    if (!opener || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  found.input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { waiting = null; ask(); }, WAIT);
  });
  found.list.addEventListener("click", (event) => go(event.target.closest("[role=option]"), event.ctrlKey || event.metaKey));
}
