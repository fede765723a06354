// Many files at once (U14): each becomes a row at once, three go up at a time, one request a file to the form's own
// address. The server answers with the file's row (<li data-state>). What has arrived stays, also if the page is left.
// The form works without this: it then posts all files in one request.
import { announce } from "./dom.js";

const AT_ONCE = 3;
const SPEAK_EVERY = 10_000;
const MIB = 1024 * 1024;

export function watchUploads(root) {
  for (const form of root.querySelectorAll("form[data-upload]")) {
    if (form.dataset.uploadReady === undefined) new Uploads(form);
  }
}

class Uploads {
  constructor(form) {
    form.dataset.uploadReady = "";
    this.form = form;
    this.input = form.querySelector('input[type="file"]');
    this.list = document.getElementById(form.dataset.upload);
    this.queue = [];
    this.running = this.total = this.done = this.failed = 0;
    this.spoken = 0;
    const go = form.querySelector("[data-upload-submit]");
    if (go) go.hidden = true; // choosing or dropping files starts them
    this.input.addEventListener("change", () => { this.take(this.input.files); this.input.value = ""; });
    form.addEventListener("submit", (event) => { if (this.input.files.length || this.total) event.preventDefault(); });
    this.catchDrops(form.querySelector("[data-drop]") ?? form);
    window.addEventListener("beforeunload", (event) => { if (this.queue.length || this.running) event.preventDefault(); });
  }

  catchDrops(box) {
    box.addEventListener("dragover", (event) => { event.preventDefault(); box.dataset.over = ""; });
    for (const type of ["dragleave", "drop"]) box.addEventListener(type, () => delete box.dataset.over);
    box.addEventListener("drop", (event) => { event.preventDefault(); this.take(event.dataTransfer.files); });
  }

  take(files) {
    const jobs = [...files].map((file) => ({ file, row: row(file.name, "queued", "Waits to be sent") }));
    if (!jobs.length) return;
    this.total += jobs.length;
    this.list.prepend(...jobs.map((job) => job.row));
    document.querySelector("[data-upload-panel]")?.removeAttribute("hidden");
    this.queue.push(...jobs);
    this.say(true);
    while (this.running < AT_ONCE && this.queue.length) this.next();
  }

  async next() {
    const job = this.queue.shift();
    if (!job) return;
    this.running += 1;
    await this.send(job);
    this.running -= 1;
    this.say(!this.queue.length && !this.running);
    this.next();
  }

  async send(job) {
    const most = Number(this.form.dataset.uploadMaxMb || 0);
    if (most && job.file.size > most * MIB) return this.fail(job, `Larger than ${most} MB`, false);
    show(job.row, "sending", "Being sent");
    const body = new FormData(this.form);
    body.delete(this.input.name);
    body.append(this.input.name, job.file, job.file.name);
    try {
      const answer = await fetch(this.form.action, { method: "POST", body, headers: { "HX-Request": "true" }, credentials: "same-origin" });
      const arrived = parse(await answer.text());
      if (answer.redirected || !arrived) return this.fail(job, reason(answer), answer.status >= 500 || answer.status === 429);
      swap(job.row, arrived);
      if (answer.ok) this.done += 1; else this.failed += 1;
    } catch {
      this.fail(job, "No connection. The file was not sent", true);
    }
  }

  fail(job, words, again) {
    this.failed += 1;
    show(job.row, "failed", words);
    if (!again) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn sm", textContent: "Try again" });
    button.setAttribute("aria-label", `Try again: ${job.file.name}`);
    button.addEventListener("click", () => {
      button.remove();
      this.failed -= 1;
      this.queue.push(job);
      if (this.running < AT_ONCE) this.next();
    });
    job.row.append(button);
  }

  /** Progress on the page each time; aloud at most every ten seconds, and at the end. */
  say(now) {
    const finished = this.done + this.failed;
    const words = `${finished} of ${this.total} sent${this.failed ? `, ${this.failed} failed` : ""}`;
    const bar = document.querySelector("[data-upload-progress]");
    if (bar) { bar.max = this.total; bar.value = finished; }
    const count = document.querySelector("[data-upload-count]");
    if (count) count.textContent = words;
    if (!now && Date.now() - this.spoken < SPEAK_EVERY) return;
    this.spoken = Date.now();
    announce(words);
  }
}

function row(name, state, words) {
  const item = document.createElement("li");
  const sign = document.createElement("span");
  const title = Object.assign(document.createElement("span"), { className: "name", textContent: name });
  item.append(sign, title, Object.assign(document.createElement("span"), { className: "what" }));
  show(item, state, words);
  return item;
}

function show(item, state, words) {
  item.dataset.state = state;
  item.querySelector(".what").textContent = words;
}

/** The row in an answer, or null if the answer is something else (a sign-in page, an error). */
function parse(text) {
  return new DOMParser().parseFromString(text, "text/html").querySelector("li[data-state]");
}

function swap(old, arrived) {
  old.replaceWith(arrived);
  window.htmx?.process(arrived);
}

function reason(answer) {
  if (answer.status === 413) return "Too large";
  if (answer.status === 429) return "Too many at once. Try again in a minute";
  if (answer.redirected || [401, 403].includes(answer.status)) return "You are signed out, or may not add files here. Load the page again";
  return "The server could not take it";
}
