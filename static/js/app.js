// What every page runs. One module per behaviour, each found by data attributes and safe to run twice on swapped parts.
import { announce, fresh } from "./dom.js";
import { watchDialogs } from "./dialogs.js";
import { watchEvidence } from "./evidence.js";
import { watchKeys } from "./keys.js";
import { watchPalette } from "./palette.js";
import { watchLive } from "./live.js";
import { watchPrint } from "./print.js";
import { watchTerms } from "./terms.js";
import { readToasts } from "./toasts.js";
import { watchUnsent } from "./unsent.js";

// Buttons that do nothing without a script are hidden until there is one.
function reveal(root) {
  for (const element of root.querySelectorAll("[data-needs-script]")) element.hidden = false;
}

// A form that came back with errors takes the focus once; so does what a swapped part marks with data-focus.
function focusNews(root) {
  const news = root.querySelector('[data-focus=""]:not([data-focused])');
  if (!news) return;
  news.dataset.focused = "";
  news.focus();
}

// A link with data-focus="id" goes where it points and puts the cursor into that field.
function followFocus(event) {
  const link = event.target instanceof Element && event.target.closest('a[data-focus]:not([data-focus=""])');
  const field = link && document.getElementById(link.dataset.focus);
  if (!field) return;
  event.preventDefault();
  document.querySelector(link.getAttribute("href"))?.scrollIntoView({ block: "start" });
  field.focus({ preventScroll: true });
}

// On a phone a row of views scrolls; the current one is seen.
function showCurrent() {
  document.querySelector(":is(.views, .guide-toc) [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

// How high the page's head is, for what sticks below it.
function measureHead() {
  const head = document.querySelector(".head");
  if (head) new ResizeObserver(() => document.documentElement.style.setProperty("--head", `${head.offsetHeight}px`)).observe(head);
}

async function start(root) {
  reveal(root);
  readToasts(root);
  focusNews(root);
  if (root.querySelector("#many")) (await import("./picks.js")).watchPicks();
  if (root.querySelector("[data-board]")) (await import("./board.js")).watchBoard(root);
  if (root.querySelector("[data-kits]")) (await import("./kits.js")).watchKits(root);
  if (root.querySelector("[data-inplace]")) (await import("./inplace.js")).watchInplace();
  if (root.querySelector("[data-chooser]")) (await import("./chooser.js")).watchChoosers(root);
  if (root.querySelector("[data-mentions]")) (await import("./mentions.js")).watchMentions(root);
  if (root.querySelector("[data-upload]")) (await import("./upload.js")).watchUploads(root);
}

// A page that is made to be printed has a button for it.
function print(event) {
  if (event.target instanceof Element && event.target.closest("[data-print]")) window.print();
}

watchDialogs();
watchEvidence();
watchKeys();
watchPalette();
watchTerms();
watchLive();
watchPrint();
watchUnsent();
document.addEventListener("click", followFocus);
document.addEventListener("click", print);
showCurrent();
measureHead();
start(document);
fresh(start);

// A server that does not answer an htmx request leaves the page as it is; say so.
document.addEventListener("htmx:error", () => announce("That did not work: no answer from the server. Try again."));
