// One step of a card at a time. Without this script all stand below each other, and the same links lead to them.
import { value } from "./fields.js";

export function watchSteps(form) {
  form.dataset.stepping = "";
  form.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest('a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target?.closest(".step")) return;
    event.preventDefault();
    history.replaceState(history.state, "", link.hash);
    show(form, target);
  });
  addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target?.closest(".step")) show(form, target);
  });
  const asked = document.getElementById(location.hash.slice(1));
  show(form, asked?.closest(".step") ? asked : form.querySelector(".step:has(.bad)") ?? firstOpen(form), false);
  markDone(form);
}

function firstOpen(form) {
  const link = [...links(form)].find((each) => !done(form, each)) ?? links(form)[0];
  return document.getElementById(link.dataset.step);
}

function links(form) {
  return form.querySelectorAll(".steps [data-step]");
}

function show(form, target, byHand = true) {
  const step = target.closest(".step");
  for (const each of form.querySelectorAll(".step")) each.hidden = each !== step;
  for (const link of links(form)) {
    if (link.dataset.step === step.id) link.setAttribute("aria-current", "step");
    else link.removeAttribute("aria-current");
  }
  if (!byHand) return;
  if (target === step) scrollTo({ top: 0, behavior: "instant" });
  target.focus({ preventScroll: target === step });
}

function done(form, link) {
  return link.dataset.needs.split(" ").every((name) => value(form, name).trim());
}

/** Say in the list of steps which are done. */
export function markDone(form) {
  for (const link of links(form)) {
    const isDone = done(form, link);
    link.toggleAttribute("data-done", isDone);
    link.querySelector("[data-step-state]").textContent = isDone ? "Done" : "Open";
  }
}

/** What is still to do, as the server said with the last save. */
export function showTodo(form, todo) {
  const box = form.querySelector("[data-todo]");
  box.hidden = !todo.length;
  const lines = todo.map(({ field, message }) => {
    const line = document.createElement("li");
    const link = line.appendChild(document.createElement("a"));
    const control = form.elements[field];
    link.href = `#${(control instanceof RadioNodeList ? control[0] : control).id}`;
    link.textContent = message;
    return line;
  });
  box.querySelector("ul").replaceChildren(...lines);
}
