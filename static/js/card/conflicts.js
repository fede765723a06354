// Two devices wrote one field: both texts side by side, and a person says which stays. Until then nothing is replaced.
import { announce } from "../dom.js";
import { label, put, value, words } from "./fields.js";

/** Show both texts of a field; settle(name) is called once a person chose. Shown anew if the other text changed. */
export function showBoth(form, name, theirs, settle) {
  const place = form.querySelector("[data-other-texts]");
  const id = `both-${name}`;
  const box = document.getElementById(id) ?? place.appendChild(document.createElement("section"));
  const title = label(form, name);
  box.id = id;
  box.className = "card both";
  box.setAttribute("aria-label", `Two versions: ${title}`);
  const texts = part("div", "texts", version("On this device", words(form, name, value(form, name))), version("Saved elsewhere", words(form, name, theirs)));
  const choices = part("div", "form-end", button("Keep this device’s", () => {}), button("Take the other", () => put(form, name, theirs)));
  if (form.elements[name].tagName === "TEXTAREA") {
    choices.append(button("Keep both", () => put(form, name, `${value(form, name)}\n\n${theirs}`)));
  }
  const head = part("header", "", part("h2", "", `Two versions: ${title}`));
  box.replaceChildren(head, part("div", "body", part("p", "", "It was changed on another device while you wrote here. Nothing is lost: say what stays."), texts, choices));
  announce(`Two versions of ${title}. Nothing is lost: say what stays.`);

  function button(label_, choose) {
    const made = part("button", "btn", label_);
    made.type = "button";
    made.addEventListener("click", () => {
      choose();
      box.remove();
      settle(name);
      (place.querySelector("button") ?? form.querySelector(".step:not([hidden])")).focus();
    });
    return made;
  }
}

/** The other text is gone: both are the same by now. */
export function hideBoth(name) {
  document.getElementById(`both-${name}`)?.remove();
}

function version(title, text) {
  return part("div", "", part("h3", "", title), part("p", "pre", text || "Nothing."));
}

/** An element with children. Texts are texts: what somebody typed is never read as HTML. */
export function part(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}
