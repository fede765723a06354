// Many files at once (U14): each becomes a row at once, here and on the server, which then knows what is missing if the
// page is closed half-way. Three go up at a time, one request a file to the form's own address. The server answers with
// the file's row; upload_rows.js then asks how it stands until it is final. On the page of an upload that was broken off
// (data-upload-again) the rows stand there already: what arrived is not sent twice, what arrives shows in its place.
// The form works without this: it then posts all files in one request.
import { announce } from "./dom.js";
import { Rows } from "./upload_rows.js";

const AT_ONCE = 3;
const EXPECTED_AT_ONCE = 500;
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
    this.rows = new Rows(document.getElementById(form.dataset.upload), form);
    this.queue = [];
    this.running = this.expecting = 0;
    form.querySelector("[data-upload-submit]").hidden = true; // choosing or dropping files starts them
    this.input.addEventListener("change", () => this.takeChosen());
    form.addEventListener("submit", (event) => event.preventDefault());
    this.catchDrops(form.querySelector("[data-drop]"));
    window.addEventListener("beforeunload", (event) => { if (this.busy) event.preventDefault(); });
    this.takeChosen(); // what was chosen before this module had arrived
  }

  get busy() {
    return Boolean(this.queue.length || this.running || this.expecting);
  }

  /** Files may be dropped anywhere: beside the box the browser would leave the page and show the file. */
  catchDrops(box) {
    document.addEventListener("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      box.dataset.over = "";
    });
    document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) delete box.dataset.over; });
    document.addEventListener("drop", (event) => {
      delete box.dataset.over;
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      this.take(event.dataTransfer.files);
    });
  }

  takeChosen() {
    this.take(this.input.files);
    this.input.value = ""; // so that the same file can be chosen again
  }

  async take(files) {
    const jobs = [...files].map((file) => ({ file, row: this.rows.add(file.name) }));
    if (!jobs.length) return;
    this.rows.count(this.busy || jobs.length > 0);
    announce(jobs.length === 1 ? `Sending ${jobs[0].file.name}` : `Sending ${jobs.length} files`);
    this.expecting += 1;
    for (let at = 0; at < jobs.length; at += EXPECTED_AT_ONCE) {
      this.queue.push(...await this.expect(jobs.slice(at, at + EXPECTED_AT_ONCE)));
      this.start();
    }
    this.expecting -= 1;
    this.rows.count(this.busy);
  }

  /** Tell the server what is to come; those of the files that are to be sent. */
  async expect(jobs) {
    const body = this.body();
    body.append("expects", JSON.stringify(jobs.map(({ file }) => [file.name, file.size])));
    try {
      const answer = await this.post(body);
      const arrived = this.rows.expected(jobs, answer.redirected ? "" : await answer.text());
      return arrived ?? jobs;
    } catch {
      return jobs; // each says by itself that there is no connection
    }
  }

  /** What the form says beside its files. */
  body() {
    const body = new FormData(this.form);
    body.delete(this.input.name);
    return body;
  }

  post(body) {
    return fetch(this.form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
  }

  start() {
    while (this.running < AT_ONCE && this.queue.length) this.next();
  }

  async next() {
    const job = this.queue.shift();
    this.running += 1;
    await this.send(job);
    this.running -= 1;
    this.rows.count(this.busy);
    this.start();
  }

  async send(job) {
    const { uploadMaxMb, uploadMaxZipMb } = this.form.dataset;
    const most = Number(/\.zip$/i.test(job.file.name) ? uploadMaxZipMb : uploadMaxMb);
    if (job.file.size > most * MIB) return this.fail(job, `Larger than ${most} MB. Choose a smaller file`, false);
    this.rows.show(job.row, "sending", "Being sent");
    const body = this.body();
    if (job.item) body.append("item", job.item);
    body.append(this.input.name, job.file, job.file.name);
    try {
      const answer = await this.post(body);
      const text = await answer.text();
      if (answer.redirected || !this.rows.arrive(job.row, text)) this.fail(job, reason(answer), true);
    } catch {
      this.fail(job, "No connection: this file was not sent", true);
    }
  }

  fail(job, words, again) {
    this.rows.fail(job.row, words, again && (() => { this.queue.push(job); this.start(); }));
  }
}

function reason(answer) {
  if (answer.status === 413) return "Too large. Choose a smaller file";
  if (answer.status === 429) return "Too many at once. Wait a minute";
  if (answer.redirected || [401, 403].includes(answer.status)) return "You are signed out, or may not add files here. Load the page again";
  return "The server could not take it";
}
