// People are ticked on a job's board or in its table: Shift with a click ticks all between, and the bar says how many.
import { announce } from "./dom.js";

let last = null;

export function watchPicks() {
  const form = document.getElementById("many");
  if (!form || form.dataset.ready !== undefined) return;
  form.dataset.ready = "";
  document.addEventListener("click", onClick);
  document.addEventListener("change", () => count(form));
  form.querySelector("[data-pick-none]").addEventListener("click", () => tick(picks(), false, form));
  count(form);
}

function picks() {
  return [...document.querySelectorAll('input.pick[name="p"]')];
}

function onClick(event) {
  const pick = event.target;
  if (!(pick instanceof HTMLInputElement) || !pick.matches(".pick")) return;
  if (pick.dataset.pickAll !== undefined) return tick(picks(), pick.checked, document.getElementById("many"));
  const all = picks();
  if (event.shiftKey && last?.isConnected) {
    const [from, to] = [all.indexOf(last), all.indexOf(pick)].sort((one, other) => one - other);
    for (const between of all.slice(from, to + 1)) between.checked = pick.checked;
  }
  last = pick;
}

function tick(some, checked, form) {
  for (const pick of some) pick.checked = checked;
  count(form);
}

function count(form) {
  const number = picks().filter((pick) => pick.checked).length;
  const words = number === 1 ? "1 person chosen" : `${number} people chosen`;
  const shown = form.querySelector("[data-many-count]");
  if (shown.textContent === words) return;
  shown.textContent = words;
  if (number) announce(words);
}
