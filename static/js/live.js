// Parts of a page that follow the server: <div id="…" data-live>. While one of them shows a file that is queued or being
// read, the page is fetched again and the parts that changed are replaced. Without a script a reload does the same.

const EVERY = 3_000;
const HIDDEN_EVERY = 10_000;
const GOING = '[data-live] :is([data-state="queued"], [data-state="running"])';
let timer = null;
let asking = null;
let stale = false;

/** Fetch the page and take over what changed. A call while one is under way has it fetched once more: that one may have
 * been answered before what the caller knows of. */
export function refreshLive() {
  stale = true;
  asking ??= fetchUntilFresh().finally(() => { asking = null; });
  return asking;
}

async function fetchUntilFresh() {
  while (stale) {
    stale = false;
    await fetchPage();
  }
  watchLive(); // what was taken over may have something to follow
}

async function fetchPage() {
  try {
    const answer = await fetch(location.href);
    if (answer.redirected || !answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-live]")) takeOver(part, fresh.getElementById(part.id));
  } catch {
    // no connection: the page stays as it is and is asked for again
  }
}

function takeOver(part, fresh) {
  if (!fresh || part.contains(document.activeElement)) return;
  // A file of the upload under way has its row there already.
  for (const row of fresh.querySelectorAll("[data-resume]")) {
    if (document.querySelector(`[data-upload-panel] [data-resume="${row.dataset.resume}"]`)) row.remove();
  }
  for (const list of fresh.querySelectorAll(".upload-rows")) {
    if (!list.children.length) list.closest("section").remove();
  }
  if (part.textContent === fresh.textContent) return;
  part.replaceChildren(...fresh.childNodes);
  window.htmx.process(part); // what asks by itself goes on asking, such as an upload whose files of this page are all read
}

export function watchLive() {
  if (timer || !document.querySelector(GOING)) return;
  timer = setTimeout(async () => {
    timer = null;
    await refreshLive();
    watchLive();
  }, document.hidden ? HIDDEN_EVERY : EVERY);
}
