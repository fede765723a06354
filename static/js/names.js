// A list of names under a field, as mentions and the chooser of a colleague have it: asked of the server by the letters
// that were typed, chosen by arrows with Enter or Tab, by touch or by mouse; Esc closes it. Tab goes on from an input.
import { announce } from "./dom.js";

/** Put a closed list under the field. take(name) is called with the name that was chosen. */
export function listUnder(field, take) {
  const list = Object.assign(document.createElement("ul"), { id: `${field.id}-names`, className: "names", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Colleagues");
  field.after(list);
  for (const [name, value] of Object.entries({ "aria-autocomplete": "list", "aria-controls": list.id })) field.setAttribute(name, value);
  const shown = new Names(field, list, take);
  field.addEventListener("keydown", (event) => shown.onKey(event));
  field.addEventListener("input", () => shown.choose(-1)); // what is shown is of fewer letters: Enter must not take it
  field.addEventListener("blur", () => shown.close());
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[role=option]");
    event.preventDefault(); // the field keeps the focus
    if (option) shown.take(option);
  });
  return shown;
}

class Names {
  constructor(field, list, chosen) {
    Object.assign(this, { field, list, chosen });
  }

  /** Show these; first: whether the first one is chosen, so that Enter takes it. */
  open(names, { first }) {
    this.list.replaceChildren(...names.map((name, number) => option(this.list, name, number)));
    this.list.hidden = false;
    this.expanded(true);
    this.choose(first ? 0 : -1);
    this.list.scrollIntoView({ block: "nearest" });
    announce(names.length === 1 ? `${names[0]}. Enter puts the name in.` : `${names.length} colleagues. Arrows choose, Enter puts the name in.`);
  }

  close() {
    this.list.hidden = true;
    this.expanded(false);
    this.field.removeAttribute("aria-activedescendant");
  }

  expanded(is) {
    if (this.field.getAttribute("role") === "combobox") this.field.setAttribute("aria-expanded", String(is));
  }

  /** Choose the option at the place, -1 for none. */
  choose(number) {
    const options = [...this.list.children];
    options.forEach((item, place) => item.setAttribute("aria-selected", String(place === number)));
    if (number < 0) this.field.removeAttribute("aria-activedescendant");
    else this.field.setAttribute("aria-activedescendant", options[number].id);
  }

  take(option) {
    this.chosen(option.textContent);
    this.close();
  }

  onKey(event) {
    if (this.list.hidden || event.isComposing) return;
    const options = [...this.list.children];
    const at = options.findIndex((item) => item.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") this.choose((at + 1) % options.length);
    else if (event.key === "ArrowUp") this.choose(at > 0 ? at - 1 : options.length - 1);
    else if ((event.key === "Enter" || event.key === "Tab") && at >= 0) this.take(options[at]);
    else if (event.key === "Escape") this.close();
    else return;
    event.stopPropagation();
    if (event.key !== "Tab" || this.field.localName !== "input") event.preventDefault();
  }
}

function option(list, name, number) {
  const item = Object.assign(document.createElement("li"), { id: `${list.id}-${number}`, textContent: name });
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  return item;
}

const answers = new Map();

/** The names that some letters fit, [] without a connection: they can still be typed. Letters are asked for once. */
export async function namesFor(address, letters) {
  const asked = `${address}?q=${encodeURIComponent(letters.toLocaleLowerCase().trim())}`;
  if (!answers.has(asked)) answers.set(asked, fetchNames(asked));
  return answers.get(asked);
}

async function fetchNames(address) {
  try {
    const answer = await fetch(address, { headers: { "HX-Request": "true" } });
    if (answer.ok && !answer.redirected) {
      const part = new DOMParser().parseFromString(await answer.text(), "text/html");
      return [...part.querySelectorAll("li")].map((item) => item.textContent.trim());
    }
  } catch {} // no connection
  answers.delete(address); // the next letter asks again
  return [];
}
