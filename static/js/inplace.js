// Forms whose answer shows the same place again: <div id="today" data-inplace>. They are sent without leaving the page,
// and from the answer the place is taken over, with what goes with it (data-with="today") and the toasts. So does an
// Undo in a toast. An answer without the place is a refusal, or asks something: its words stand beside the row.
import { announce } from "./dom.js";

export function watchInplace() {
  const place = document.querySelector("[data-inplace]:not([data-ready])");
  if (!place) return;
  place.dataset.ready = "";
  document.addEventListener("submit", onSubmit);
}

function onSubmit(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || !form.closest("[data-inplace], #toasts")) return;
  event.preventDefault();
  send(form, event.submitter);
}

async function send(form, submitter) {
  if (form.dataset.sending !== undefined) return;
  form.dataset.sending = "";
  const row = form.closest("li");
  const at = rows().indexOf(row);
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form, submitter) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const place = document.querySelector("[data-inplace]");
    if (page.getElementById(place.id)) show(page, place, answer, at);
    else refuse(row ?? form, (page.querySelector(".errs li") ?? page.querySelector("main h1"))?.textContent.trim());
  } catch {
    refuse(row ?? form, "No answer from the server. Try again.");
  }
  delete form.dataset.sending;
}

function rows() {
  return [...document.querySelectorAll("[data-inplace] .todo > li")];
}

function show(page, place, answer, at) {
  const parts = [place, ...document.querySelectorAll(`[data-with="${place.id}"]`), document.getElementById("toasts")];
  for (const old of parts) old.replaceChildren(...(page.getElementById(old.id)?.childNodes ?? []));
  document.title = page.title;
  if (answer.redirected && answer.url !== location.href) history.pushState({}, "", answer.url);
  document.dispatchEvent(new CustomEvent("htmx:after:swap"));
  if (document.activeElement !== document.body) return; // something new asked for the focus
  const next = rows()[Math.min(Math.max(at, 0), rows().length - 1)];
  const target = next?.querySelector(".do .btn") ?? place.querySelector("a, button, [tabindex]") ?? document.getElementById("content");
  target.focus();
}

function refuse(row, why) {
  const words = why ?? "It was refused. Load the page again.";
  announce(words);
  const note = row.querySelector("[data-refused]") ?? row.appendChild(document.createElement("p"));
  note.dataset.refused = "";
  note.textContent = words;
}

// Back to an address that was taken over in place.
window.addEventListener("popstate", () => location.reload());
