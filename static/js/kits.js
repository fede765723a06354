// A loop's kits: a question moves by drag, or by Shift and an arrow key from anywhere in it. Both send what the buttons
// send, so the server decides; its answer is the loop again, with Undo. The buttons' forms are sent in place too.
import { announce, typing } from "./dom.js";

const TYPE = "application/x-greenflag-question";

export function watchKits(root) {
  const loop = root.querySelector("[data-kits]:not([data-ready])");
  if (!loop) return;
  loop.dataset.ready = "";
  loop.addEventListener("dragstart", take);
  loop.addEventListener("dragend", () => clear(loop));
  loop.addEventListener("dragover", hover);
  loop.addEventListener("drop", drop);
  loop.addEventListener("keydown", onKey);
  loop.addEventListener("submit", onSubmit);
}

function clear(loop) {
  for (const kit of loop.querySelectorAll("[data-over]")) delete kit.dataset.over;
}

function take(event) {
  const question = event.target.closest?.("[data-kit-question]");
  if (!question) return;
  event.dataTransfer.setData(TYPE, question.id);
  event.dataTransfer.effectAllowed = "move";
}

function hover(event) {
  const kit = event.target.closest?.("[data-kit]");
  if (!kit || !event.dataTransfer.types.includes(TYPE)) return;
  event.preventDefault();
  clear(event.currentTarget);
  (event.target.closest("[data-kit-question]") ?? kit).dataset.over = "";
}

function drop(event) {
  const kit = event.target.closest?.("[data-kit]");
  const question = document.getElementById(event.dataTransfer.getData(TYPE));
  clear(event.currentTarget);
  if (!kit || !question) return;
  event.preventDefault();
  const before = event.target.closest("[data-kit-question]");
  if (before !== question) move(question, kit, placeOf(question, kit, before));
}

/** From 0, counted without the question itself; at the end where it was dropped on no question. */
function placeOf(question, kit, before) {
  const rest = questionsOf(kit).filter((each) => each !== question);
  if (!before) return rest.length;
  const after = questionsOf(kit).indexOf(before) > questionsOf(kit).indexOf(question) && questionsOf(kit).includes(question);
  return rest.indexOf(before) + (after ? 1 : 0);
}

function questionsOf(kit) {
  return [...kit.querySelectorAll("[data-kit-question]")];
}

function onKey(event) {
  const question = event.target.closest?.("[data-kit-question]");
  if (!question || !event.shiftKey || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const kit = question.closest("[data-kit]");
  if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    event.preventDefault();
    const at = questionsOf(kit).indexOf(question) + (event.key === "ArrowUp" ? -1 : 1);
    if (at < 0 || at >= questionsOf(kit).length) announce(`It is ${kit.dataset.name}’s ${at < 0 ? "first" : "last"} question.`);
    else move(question, kit, at);
  } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
    event.preventDefault();
    const kits = [...event.currentTarget.querySelectorAll("[data-kit]")];
    const to = kits[kits.indexOf(kit) + (event.key === "ArrowLeft" ? -1 : 1)];
    if (to) move(question, to, questionsOf(to).length);
    else announce("There is nobody further on that side.");
  }
}

function move(question, kit, place) {
  const body = new FormData();
  body.set("panelist", kit.dataset.kit);
  body.set("place", place);
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  send(question.dataset.move, body, question, question.id);
}

function onSubmit(event) {
  const form = event.target.closest("[data-kit-form]");
  if (!form) return;
  event.preventDefault();
  const question = form.closest("[data-kit-question]");
  const button = event.submitter?.value;
  send(form.action, new FormData(form, event.submitter), question ?? form, question?.id, button);
}

async function send(address, body, row, id, button) {
  if (row.dataset.sending !== undefined) return;
  row.dataset.sending = "";
  const next = row.nextElementSibling?.id || row.previousElementSibling?.id;
  try {
    const answer = await fetch(address, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.ok && page.querySelector("[data-kits]")) show(page, id, next, button);
    else refuse(row, (page.querySelector(".errs li") ?? page.querySelector("main h1"))?.textContent.trim());
  } catch {
    refuse(row, "No answer from the server. Try again.");
  }
}

/** The loop as the server now has it, its toast with Undo, and the focus on what moved, else on its neighbour. */
function show(page, id, next, button) {
  for (const part of ["loop", "toasts"]) document.getElementById(part).replaceChildren(...page.getElementById(part).childNodes);
  for (const acts of document.querySelectorAll(".head .acts")) acts.replaceChildren(...page.querySelector(".head .acts").childNodes);
  document.dispatchEvent(new CustomEvent("htmx:after:swap"));
  const row = document.getElementById(id) ?? document.getElementById(next);
  const same = button && row?.querySelector(`[name=step][value="${button}"]:not([disabled])`);
  (same || row?.querySelector("a, button:not([disabled])") || document.querySelector("#loop a, #loop button"))?.focus();
}

function refuse(row, why) {
  delete row.dataset.sending;
  const words = why ?? "It was refused. Load the page again.";
  announce(words);
  const note = row.querySelector("[data-refused]") ?? row.appendChild(document.createElement("p"));
  note.dataset.refused = "";
  note.textContent = words;
}
