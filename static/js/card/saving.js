// A draft goes to the device at once and to the server when the keys rest. No answer, no session, a save from another
// device: whatever comes, what was typed stays on the device until the server has it.
import { hideBoth, showBoth } from "./conflicts.js";
import { lastHeard, noteHeard, read, write } from "./drafts.js";
import { names, put, value } from "./fields.js";

const REST = 600; // ms after the last key
const PATIENCE = 15_000;
const LONGEST = 60_000;

/** Keeps one card. present: what the server had when it made the page; tell(state, words): shown to the person. */
export class Keeper {
  constructor(form, present, key, tell) {
    Object.assign(this, { form, key, base: { ...present }, sent: {}, held: {}, failures: 0, busy: null });
    this.tell = (state, words) => {
      this.said = state;
      tell(state, words);
    };
    this.names = names(form);
  }

  /** Take over what tabs left on this device, then what the server has by now; say both where they differ. */
  restore(left, typed) {
    for (const key of [this.key, ...left]) {
      const entry = read(key);
      const known = Object.entries(entry?.now ?? {}).filter(([name]) => this.names.includes(name));
      const asked = known.filter(([name, text]) => this.takeUp(entry, name, text, key)).length > 0;
      if (key !== this.key && !asked) localStorage.removeItem(key);
    }
    if (typed) for (const name of this.changed()) this.ask(name, this.base[name]);
    this.keep();
    this.save();
  }

  /** A text that was kept here goes into its field. Returns true where another tab kept another one: that is asked. */
  takeUp(entry, name, text, key) {
    const stands = this.base[name];
    const shown = value(this.form, name);
    if (text === stands || text === shown) return false;
    if (shown !== stands) {
      this.ask(name, text, stands, () => localStorage.removeItem(key));
      return true;
    }
    put(this.form, name, text);
    if (entry.sent[name]) this.sent[name] = entry.sent[name]; // one may still be on its way while the page was loaded
    const isOwn = stands === entry.base[name] || entry.sent[name]?.includes(stands);
    if (!isOwn) this.ask(name, stands);
    return false;
  }

  changed() {
    return this.names.filter((name) => value(this.form, name) !== this.base[name]);
  }

  /** Whether the device holds what the server does not. */
  get unsent() {
    return this.changed().length > 0;
  }

  /** Write down on the device what the server does not have. */
  keep() {
    const entry = { now: {}, base: {}, sent: {}, page: location.pathname };
    for (const name of this.changed()) {
      entry.now[name] = value(this.form, name);
      entry.base[name] = name in this.held ? null : this.base[name];
      if (name in this.sent) entry.sent[name] = this.sent[name];
    }
    if (!write(this.key, entry)) this.tell("trouble", "This device keeps nothing: stay on this page until it is saved");
  }

  typed() {
    this.keep();
    if (this.said === "saved" && this.unsent) this.tell("saving", "Saving…"); // not saved any more, also while the keys rest
    this.later(REST);
  }

  later(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), delay);
  }

  /** Send what changed, and what changes meanwhile. Resolves to whether the server has everything. */
  async save() {
    clearTimeout(this.timer);
    while (this.busy) await this.busy;
    const sending = this.changed().filter((name) => !(name in this.held));
    if (this.locked) return false;
    if (!sending.length && !this.isBehind) {
      const choose = Object.keys(this.held).length > 0;
      this.tell(choose ? "trouble" : "saved", choose ? "Two versions: choose above" : "All changes saved");
      return !choose;
    }
    const fields = Object.fromEntries(sending.map((name) => [name, value(this.form, name)]));
    this.busy = sending.length ? this.send(fields) : this.catchUp();
    const goesOn = await this.busy.finally(() => { this.busy = null; });
    return goesOn ? this.save() : false;
  }

  async send(fields) {
    this.tell("saving", "Saving…");
    for (const [name, text] of Object.entries(fields)) {
      this.sent[name] = [...(this.sent[name] ?? []).filter((each) => each !== text), text];
    }
    this.keep(); // an answer that gets lost must not make one's own text look like another's
    let answer;
    try {
      answer = await this.request({ method: "POST", body: new URLSearchParams({ ...fields, revision: this.form.elements.revision.value }) });
    } catch {
      return this.again("Offline: kept on this device");
    }
    return this.heard(answer, fields);
  }

  /** Whether this tab heard of a later save than the page shows: it was being fetched while that save was on its way. */
  get isBehind() {
    return lastHeard(this.form.dataset.draft) > Number(this.form.elements.revision.value);
  }

  async catchUp() {
    const answer = await this.request({}).catch(() => null);
    if (answer?.status === 200) return this.merge(await answer.json());
    return this.again("This may not be the last that was saved: asking again");
  }

  request(options) {
    const headers = { Accept: "application/json", "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value };
    return fetch(this.form.dataset.draft, { headers, redirect: "manual", signal: AbortSignal.timeout(PATIENCE), ...options });
  }

  /** Whether to go on at once. */
  async heard(answer, fields) {
    if (answer.status === 200) return this.arrived(await answer.json(), fields);
    if (answer.status === 409) return this.merge(await answer.json());
    if (answer.status === 422) {
      const [first] = Object.values((await answer.json()).errors);
      return this.stop(`Not saved, kept on this device. ${first}`);
    }
    if (answer.status === 401 || answer.type === "opaqueredirect") return this.signedOut();
    if (answer.status === 403) return this.freshToken();
    if (answer.status === 404) return this.stop("Not yours to save any more: kept on this device");
    return this.again("Not saved yet: kept on this device");
  }

  arrived(state, fields) {
    for (const [name, text] of Object.entries(fields)) {
      this.base[name] = text;
      delete this.sent[name];
    }
    this.note(state);
    return true;
  }

  note(state) {
    this.failures = 0;
    this.form.elements.revision.value = state.revision;
    noteHeard(this.form.dataset.draft, state.revision);
    this.form.elements.csrfmiddlewaretoken.value = state.token;
    this.keep();
    this.form.dispatchEvent(new CustomEvent("card:todo", { detail: state.todo }));
  }

  /** Another device saved: take over what only it changed, keep what only this one did, ask where both did. */
  merge(state) {
    if (state.submitted) {
      this.locked = true;
      return this.stop("Submitted on another device: load the page again");
    }
    for (const [name, theirs] of Object.entries(state.fields).filter(([each]) => this.names.includes(each))) {
      if (theirs !== (this.held[name]?.base ?? this.base[name])) this.meet(name, theirs);
    }
    this.note(state);
    return true;
  }

  /** A field has another text on the server than it had. */
  meet(name, theirs) {
    const mine = value(this.form, name);
    const held = this.held[name];
    if (held && held.theirs !== held.base) this.ask(name, `${held.theirs}\n\n${theirs}`, theirs, held.after);
    else if (mine !== theirs && (held || (mine !== this.base[name] && !this.sent[name]?.includes(theirs)))) this.ask(name, theirs);
    else {
      if (mine === this.base[name]) put(this.form, name, theirs);
      this.base[name] = theirs;
      delete this.held[name];
      hideBoth(name);
    }
  }

  /** Let a person choose. base: what the server has; theirs, unless another tab on this device left another text. */
  ask(name, theirs, base = theirs, after = () => {}) {
    this.held[name] = { theirs, base, after };
    showBoth(this.form, name, theirs, () => {
      this.base[name] = base;
      delete this.held[name];
      this.form.dispatchEvent(new Event("change", { bubbles: true }));
      after();
    });
  }

  stop(words) {
    this.tell("trouble", words);
    return false;
  }

  again(words) {
    this.failures += 1;
    this.later(Math.min(LONGEST, 1000 * 2 ** this.failures));
    return this.stop(words);
  }

  signedOut() {
    this.later(PATIENCE);
    this.tell("signed-out", "Signed out: kept on this device.");
    return false;
  }

  /** A sign-in since made this page's token stale; or somebody else signed in. */
  async freshToken() {
    const answer = await this.request({}).catch(() => null);
    if (answer?.status === 200) {
      this.form.elements.csrfmiddlewaretoken.value = (await answer.json()).token;
      this.failures += 1;
      return this.failures < 5 || this.again("Not saved yet: kept on this device");
    }
    if (answer === null) return this.again("Offline: kept on this device");
    if (answer.status === 401 || answer.type === "opaqueredirect") return this.signedOut();
    return this.stop("Signed in as somebody else: kept on this device for its author");
  }
}
