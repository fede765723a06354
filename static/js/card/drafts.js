// Texts of scorecards that the server does not have yet, kept on this device: one entry a person, card and tab, under the
// person's id, so that nobody else who signs in here sees them. An entry goes when the server has it, else after a week.
const WEEK = 7 * 24 * 3600 * 1000;
const KIND = "card:";
const SOON = 1000;
const LATEST = 30_000;

/** The entry under a key, null for none. */
export function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/** Keep {now, base, sent} by field; with nothing in it the entry goes. Says whether the device keeps it. */
export function write(key, entry) {
  try {
    if (Object.keys(entry.now).length) localStorage.setItem(key, JSON.stringify({ ...entry, at: Date.now() }));
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false; // full, or switched off
  }
}

/** The revision of a card that this tab last heard of from the server, 0 for none; the card by its draft's address. */
export function lastHeard(address) {
  return Number(sessionStorage.getItem(`${KIND}${address}`) ?? 0);
}

export function noteHeard(address, revision) {
  try {
    sessionStorage.setItem(`${KIND}${address}`, revision);
  } catch {
    // Full: the page that comes next then takes its own revision for the last.
  }
}

/** The keys of a person's entries: of one card, or of all. */
export function keysOf(user, card = "") {
  const start = card ? `${KIND}${user}:${card}:` : `${KIND}${user}:`;
  return Object.keys(localStorage).filter((key) => key.startsWith(start));
}

/** Delete what is older than a week, whoever wrote it. */
export function sweep(now = Date.now()) {
  for (const key of Object.keys(localStorage).filter((each) => each.startsWith(KIND))) {
    if (!(now - read(key)?.at < WEEK)) localStorage.removeItem(key);
  }
}

/**
 * This tab's key for a card, and the entries that tabs which are gone left behind. A tab holds its key by a lock.
 * late(key): called for an entry whose tab goes only later.
 */
export async function claim(user, card, late = () => {}) {
  const keyOf = (tab) => `${KIND}${user}:${card}:${tab}`;
  const key = keyOf(await tabId((tab) => late(keyOf(tab))));
  const left = [];
  for (const other of keysOf(user, card)) {
    if (other !== key && (await hold(other.split(":")[3], { ifAvailable: true }))) left.push(other);
  }
  return { key, left };
}

// A copied tab copies the session's storage, too: who does not get the lock soon is the copy. Or the page that was here a
// moment ago has not let go of it yet: what it left is taken up once it has. Not for ever: a tab that was copied shall
// find its own when it is loaded again.
async function tabId(late) {
  const tab = (sessionStorage.tab ??= crypto.randomUUID());
  const held = hold(tab, { signal: AbortSignal.timeout(LATEST) });
  if (await Promise.race([held, pause(SOON)])) return tab;
  sessionStorage.tab = crypto.randomUUID();
  await hold(sessionStorage.tab, {});
  held.then((got) => got && late(tab));
  return sessionStorage.tab;
}

function pause(time) {
  return new Promise((done) => setTimeout(done, time, false));
}

function hold(tab, options) {
  return new Promise((told) => {
    const until = (lock) => {
      told(Boolean(lock));
      return lock && new Promise(() => {}); // as long as the page lives
    };
    navigator.locks.request(`${KIND}${tab}`, options, until).catch(() => told(false));
  });
}
