// The rows of an upload: made here while a file is on its way, then the server's own, replaced by id until each is final.
// A row says in data-upload-page which address knows how it stands.
import { announce } from "./dom.js";
import { refreshLive } from "./live.js";

const ASK_EVERY = 2_000;
const HIDDEN_EVERY = 10_000;
const SPEAK_EVERY = 10_000;
const GOING = '[data-state="queued"], [data-state="running"]';
const NEED = '[data-state="failed"], [data-state="unreadable"]';

export class Rows {
  constructor(list, form) {
    this.list = list;
    this.form = form;
    this.again = form.dataset.uploadAgain !== undefined;
    this.panel = list.closest("[data-upload-panel]");
    this.template = this.panel.querySelector("template");
    this.sending = false;
    this.spoken = this.finals = 0;
    this.timer = null;
    this.panel.addEventListener("submit", (event) => this.retry(event));
    this.panel.addEventListener("click", (event) => this.chooseAgain(event));
  }

  /** A row for a file that is not with the server yet. */
  add(name) {
    this.panel.hidden = false;
    const row = this.template.content.firstElementChild.cloneNode(true);
    row.querySelector("bdi").textContent = name;
    this.show(row, "waiting", "Waits to be sent");
    this.list.prepend(row);
    return row;
  }

  show(row, state, words) {
    row.dataset.state = state;
    row.querySelector(".what").textContent = words;
  }

  fail(row, words, again) {
    this.show(row, "failed", words);
    if (!again) return;
    const button = row.querySelector("button");
    button.hidden = false;
    button.setAttribute("aria-label", `Try again: ${row.querySelector("bdi").textContent}`);
    button.onclick = () => {
      button.hidden = true;
      this.show(row, "waiting", "Waits to be sent");
      again();
    };
  }

  /** The rows that the server made for files: those of the files that it waits for. null: the answer holds no rows. */
  expected(jobs, text) {
    const made = rowsIn(text);
    if (made.length !== jobs.length) return null;
    return jobs.filter((job, place) => {
      if (made[place].dataset.state === "waiting") job.item = made[place].dataset.item;
      else this.take(job.row, made[place]);
      return Boolean(job.item);
    });
  }

  /** Put the server's row in the place of ours; false if the answer holds none (a sign-in page, an error). */
  arrive(row, text) {
    const arrived = rowsIn(text)[0];
    if (!arrived) return false;
    this.take(row, arrived);
    return true;
  }

  take(row, arrived) {
    if (this.again) { // the upload's list shows it
      row.remove();
      refreshLive();
      return;
    }
    const known = document.getElementById(arrived.id);
    if (known && known !== row) known.remove();
    row.replaceWith(arrived);
    this.ask();
  }

  /** Ask again in a while, as long as a row is not final. */
  ask(wait = document.hidden ? HIDDEN_EVERY : ASK_EVERY) {
    if (this.timer || !this.list.querySelector(GOING)) return;
    this.timer = setTimeout(() => { this.timer = null; this.update(); }, wait);
  }

  async update() {
    const pages = new Set([...this.list.querySelectorAll(GOING)].map((row) => row.dataset.uploadPage));
    try {
      for (const page of pages) {
        const answer = await fetch(page, { headers: { "HX-Request": "true" } });
        if (answer.redirected || !answer.ok) return announce("This page no longer follows the upload. Load it again.");
        this.replace(await answer.text());
      }
      this.ask();
    } catch {
      this.ask(HIDDEN_EVERY); // no connection: nothing is lost, and it may come back
    }
  }

  /** Take over rows that have changed; others keep their focus and selection. */
  replace(text) {
    for (const fresh of rowsIn(text)) {
      const row = document.getElementById(fresh.id);
      if (!row || !this.list.contains(row) || same(row, fresh)) continue;
      const held = row.contains(document.activeElement);
      row.replaceWith(fresh);
      if (held) (fresh.querySelector("a, button") ?? document.getElementById("content")).focus();
    }
    this.count(this.sending);
  }

  /** "Try again" of a kept file: sent in place, without leaving the page. */
  async retry(event) {
    const form = event.target;
    if (!form.closest("li")) return;
    event.preventDefault();
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" } });
      if (!answer.ok) throw new Error(answer.status);
      this.replace(await answer.text());
      this.ask();
    } catch {
      announce("That did not work. Load the page and try again.");
    }
  }

  /** "Choose another file" opens the chooser of this page's form. */
  chooseAgain(event) {
    if (!event.target.closest("[data-upload-again]")) return;
    event.preventDefault();
    this.form.querySelector('input[type="file"]').click();
  }

  /** Progress on the page each time; aloud at most every ten seconds, and at the end. */
  count(sending) {
    this.sending = sending;
    const total = this.list.children.length;
    this.panel.hidden = total === 0;
    const need = this.list.querySelectorAll(NEED).length;
    const open = this.list.querySelectorAll(`${GOING}, [data-state="waiting"], [data-state="sending"]`).length;
    const words = `${total - open} of ${total} done${need ? `, ${need} ${need === 1 ? "needs" : "need"} you` : ""}`;
    const bar = this.panel.querySelector("progress");
    bar.max = total;
    bar.value = total - open;
    this.panel.querySelector("[data-upload-count]").textContent = words;
    this.panel.querySelector("[data-upload-safe]").textContent = safety(sending, open);
    this.offerNeeding(need, total);
    this.news(total - open, open === 0, words);
  }

  /** Among many rows the few that need somebody are found on the upload's own page. */
  offerNeeding(need, total) {
    const link = this.panel.querySelector("[data-upload-needing]");
    const known = this.list.querySelector(`:is(${NEED})[data-upload-page]`);
    link.hidden = !known || need === total;
    if (known) link.href = known.dataset.uploadPage.replace(/\?.*/, "?show=needing");
  }

  news(finals, end, words) {
    if (finals !== this.finals) refreshLive();
    const due = Date.now() - this.spoken >= SPEAK_EVERY;
    if (finals !== this.finals && (end || due)) {
      announce(words);
      this.spoken = Date.now();
    }
    this.finals = finals;
  }
}

function safety(sending, open) {
  if (sending) return "Stay on this page until all files are sent.";
  return open ? "You can leave this page: the files are here and are read on." : "";
}

function rowsIn(text) {
  return [...new DOMParser().parseFromString(text, "text/html").querySelectorAll("li[data-upload-page]")];
}

function same(row, fresh) {
  return row.dataset.state === fresh.dataset.state && row.textContent === fresh.textContent;
}
