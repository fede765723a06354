// A job's board: a card moves by drag, or by Shift and an arrow key from anywhere in it; M opens its Move page.
// Both send the Move page's own form, so the server decides; its answer is the board again, with Undo.
import { announce } from "./dom.js";

const TYPE = "application/x-greenflag-application";

export function watchBoard(root) {
  const board = root.querySelector("[data-board]:not([data-ready])");
  if (!board) return;
  board.dataset.ready = "";
  board.addEventListener("dragstart", take);
  board.addEventListener("dragend", () => clear(board));
  board.addEventListener("dragover", hover);
  board.addEventListener("drop", drop);
  board.addEventListener("keydown", onKey);
  if (/^#a-\d+$/.test(location.hash)) document.querySelector(`${location.hash} h3 a`)?.focus();
}

function clear(board) {
  for (const column of board.querySelectorAll("[data-over]")) delete column.dataset.over;
}

function take(event) {
  const card = event.target.closest?.("[data-application][draggable]");
  if (!card) return;
  event.dataTransfer.setData(TYPE, card.id);
  event.dataTransfer.effectAllowed = "move";
}

function hover(event) {
  const column = event.target.closest?.("[data-stage]");
  if (!column || !event.dataTransfer.types.includes(TYPE)) return;
  event.preventDefault();
  clear(event.currentTarget);
  column.dataset.over = "";
}

function drop(event) {
  const column = event.target.closest?.("[data-stage]");
  const card = document.getElementById(event.dataTransfer.getData(TYPE));
  clear(event.currentTarget);
  if (!column || !card) return;
  event.preventDefault();
  move(card, column);
}

function onKey(event) {
  const card = event.target.closest?.("[data-application][draggable]");
  if (!card || event.ctrlKey || event.metaKey || event.altKey) return;
  const singleKeys = document.body.dataset.singleKeys !== "off";
  if (event.key === "m" && !event.shiftKey && singleKeys) {
    event.preventDefault();
    card.querySelector("a.mv").click();
  } else if (event.shiftKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
    event.preventDefault();
    const column = card.closest("[data-stage]");
    const beside = event.key === "ArrowLeft" ? column.previousElementSibling : column.nextElementSibling;
    if (beside?.matches("[data-stage]")) move(card, beside);
    else announce(`There is no stage ${event.key === "ArrowLeft" ? "before" : "after"} ${column.dataset.name}.`);
  }
}

async function move(card, column) {
  if (card.closest("[data-stage]") === column || card.dataset.moving !== undefined) return;
  card.dataset.moving = "";
  const body = new FormData();
  body.set("stage", column.dataset.stage);
  body.set("version", card.dataset.version);
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  try {
    const answer = await fetch(card.querySelector("a.mv").href, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.ok && page.querySelector("[data-board]")) show(page, card.id);
    else refuse(card, (page.querySelector(".errs li") ?? page.querySelector("main h1"))?.textContent.trim());
  } catch {
    refuse(card, "No answer from the server. Try again.");
  }
}

/** The board as the server now has it, its toast with Undo, and the focus on the person who moved. */
function show(page, id) {
  for (const part of ["applications", "stages", "filters", "toasts"]) {
    const fresh = page.getElementById(part);
    const old = document.getElementById(part);
    if (fresh && old) old.replaceChildren(...fresh.childNodes);
  }
  document.dispatchEvent(new CustomEvent("htmx:after:swap"));
  document.querySelector(`#${id} h3 a`)?.focus();
}

function refuse(card, why) {
  delete card.dataset.moving;
  announce(`${card.dataset.person} stays: ${why ?? "it was refused."}`);
  const note = card.querySelector("[data-refused]") ?? card.appendChild(document.createElement("p"));
  note.dataset.refused = "";
  note.textContent = why ?? "It was refused. Load the page again.";
}
