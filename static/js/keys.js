// One list makes the keyboard map and binds the keys. A key works where the page has an element with that data-key:
// it is pressed as by a click. Single keys are off in fields, and wholly with <body data-single-keys="off"> (WCAG 2.1.4).
import { announce, typing } from "./dom.js";
import { openDialog } from "./dialogs.js";
import { walkMarks } from "./evidence.js";

const GOTO = "g ";
// The navigation brings its own: <a data-key="g j" data-key-label="Go to Jobs">.
const KEYS = [
  { key: "[", label: "Previous in this list" },
  { key: "]", label: "Next in this list" },
  { key: "j", label: "Next evidence in the text", run: () => walkMarks(1), here: () => document.querySelector("mark a") },
  { key: "k", label: "Previous evidence in the text", run: () => walkMarks(-1), here: () => document.querySelector("mark a") },
  { key: "m", label: "Move to another stage", here: () => target("m") ?? onBoard() },
  { key: "Shift ← →", label: "Move a person on the board to the stage before or after", here: onBoard },
  { key: "n", label: "Add a note" },
  { key: "e", label: "Edit" },
  { key: "u", label: "Upload" },
  { key: "z", label: "Undo the newest action" },
  { key: "Ctrl k", label: "Search and commands", here: () => document.getElementById("palette") },
  { key: "?", label: "This map", run: showMap, here: () => document.getElementById("keys") },
  { key: "Escape", label: "Close the top layer", here: () => document.body },
];

/** A card that may be moved; board.js takes its keys while the focus is in it. */
function onBoard() {
  return document.querySelector("[data-board] .mv");
}

/** The last element with this key: of several Undo the newest. */
function target(key) {
  return [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].filter((e) => !e.closest("[hidden]")).at(-1);
}

function works(entry) {
  return Boolean(entry.here ? entry.here() : target(entry.key));
}

function press(entry) {
  if (entry.run) return entry.run();
  const element = target(entry.key);
  if (!element) return false;
  if (element.matches("input, textarea, select")) element.focus();
  else element.click();
  return true;
}

function off() {
  return document.body.dataset.singleKeys === "off";
}

/** The keys that elements of the page bring with their words, such as the navigation's, then the list. */
function entries() {
  const places = [...document.querySelectorAll("[data-key][data-key-label]")];
  const own = places.map((place) => ({ key: place.dataset.key, label: place.dataset.keyLabel }));
  return [...own, ...KEYS.filter((entry) => !own.some((mine) => mine.key === entry.key))];
}

/** Fill and open the map: what works on this page, then the rest. */
function showMap() {
  const dialog = document.getElementById("keys");
  if (!dialog) return false;
  fillMap(dialog);
  openDialog(dialog);
  return true;
}

function fillMap(dialog) {
  for (const part of ["here", "elsewhere"]) {
    const wanted = entries().filter((entry) => works(entry) === (part === "here"));
    dialog.querySelector(`[data-keymap="${part}"]`).replaceChildren(...wanted.map(mapRow));
  }
  dialog.querySelector("[data-keys-note]").textContent = off()
    ? "Single keys are switched off in your settings. Esc still closes what is open."
    : "Single keys never work while you type in a field. You can switch them off in your settings.";
}

function mapRow(entry) {
  const row = document.createElement("div");
  const keys = document.createElement("dt");
  for (const part of entry.key.split(" ")) {
    const kbd = document.createElement("kbd");
    kbd.textContent = part.length === 1 ? part.toUpperCase() : part;
    keys.append(kbd, " ");
  }
  row.append(keys, Object.assign(document.createElement("dd"), { textContent: entry.label }));
  return row;
}

let waiting = "";

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return;
  if (off() || typing(event.target) || document.querySelector("dialog[open]")) return;
  const pressed = waiting + event.key;
  waiting = "";
  const entry = entries().find((item) => item.key === pressed && item.key !== "Escape");
  if (entry) {
    if (press(entry)) event.preventDefault();
  } else if (event.key === GOTO.trim()) {
    waiting = GOTO;
    setTimeout(() => { waiting = ""; }, 1500);
    const places = entries().filter((item) => item.key.startsWith(GOTO));
    announce(`Go to: ${places.map((item) => `${item.key.at(-1).toUpperCase()} ${item.label.replace("Go to ", "")}`).join(", ")}`);
  }
}

export function watchKeys() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest('[commandfor="keys"]')) fillMap(document.getElementById("keys"));
  }, true);
}
