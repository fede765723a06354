// A scorecard's page: steps, saving to device and server, minutes left; on a submitted card what this device still holds.
import { announce } from "./dom.js";
import { claim } from "./card/drafts.js";
import { watchLeftovers } from "./card/leftovers.js";
import { watchMinutes } from "./card/minutes.js";
import { Keeper } from "./card/saving.js";
import { markDone, showTodo, watchSteps } from "./card/steps.js";

const WORTH_SAYING = ["trouble", "signed-out"];

function teller(place, signIn) {
  return (state, words) => {
    const told = place.querySelector("[data-saved-words]");
    place.hidden = false;
    if (told.textContent === words) return;
    if (WORTH_SAYING.includes(state) || (state === "saved" && WORTH_SAYING.includes(place.dataset.state))) announce(words);
    place.dataset.state = state;
    told.textContent = words;
    signIn.hidden = state !== "signed-out";
  };
}

async function write(form) {
  const bar = document.querySelector("[data-saved]");
  const tell = teller(bar, document.querySelector("[data-sign-in]"));
  watchSteps(form);
  watchMinutes();
  let ready;
  const keeping = new Promise((done) => { ready = done; });
  const takeUp = async (gone) => (await keeping).restore([gone], false); // what comes late may come before the keeper
  const { key, left } = await claim(form.dataset.user, form.dataset.card, takeUp);
  const keeper = new Keeper(form, JSON.parse(form.dataset.present), key, tell);
  for (const type of ["input", "change"]) {
    form.addEventListener(type, () => {
      markDone(form);
      keeper.typed();
    });
  }
  form.addEventListener("card:todo", (event) => showTodo(form, event.detail));
  form.addEventListener("submit", (event) => submit(event, form, keeper));
  addEventListener("online", () => keeper.save());
  addEventListener("offline", () => keeper.unsent && keeper.stop("Offline: kept on this device"));
  document.addEventListener("visibilitychange", () => document.hidden || keeper.save());
  addEventListener("pagehide", () => keeper.keep());
  form.querySelector("[data-save]").hidden = true;
  keeper.restore(left, "typed" in form.dataset);
  ready(keeper);
  markDone(form);
  form.dataset.ready = "";
}

// First everything goes to the server; then the form as it stands, which by now says nothing new.
async function submit(event, form, keeper) {
  if (form.dataset.sent !== undefined) return;
  event.preventDefault();
  if (event.submitter?.value !== "submit") return void keeper.save();
  const words = form.querySelector("[data-submit-words]");
  words.hidden = true;
  if (await keeper.save()) {
    form.dataset.sent = "";
    setTimeout(() => form.requestSubmit(event.submitter)); // within the event that asked for it a form sends nothing
  } else {
    words.textContent = `Not submitted yet. ${document.querySelector("[data-saved-words]").textContent}.`;
    words.hidden = false;
  }
}

const form = document.querySelector("form[data-card]");
if (form) write(form);
const place = document.querySelector("[data-left-over]");
if (place) watchLeftovers(place);
