// Colleagues in a note: behind an @ a list of names opens (<textarea data-mentions="address">). Names may be typed in
// full as well; the server finds them either way.
import { listUnder, namesFor } from "./names.js";

export function watchMentions(root) {
  for (const field of root.querySelectorAll("textarea[data-mentions]:not([data-ready])")) watch(field);
}

function watch(field) {
  field.dataset.ready = "";
  const list = listUnder(field, (name) => take(field, name));
  field.addEventListener("input", () => offer(field, list));
  if (document.activeElement === field) offer(field, list); // typed before this script was there
}

/** What is typed behind the last @, up to the cursor; null where no name is being typed. */
function begun(field) {
  return /(?:^|[^\p{L}\p{N}])@([\p{L}\p{N}][\p{L}\p{N} .'’-]{0,40}|)$/u.exec(field.value.slice(0, field.selectionStart))?.[1] ?? null;
}

async function offer(field, list) {
  const letters = begun(field);
  if (letters === null) return list.close();
  const names = await namesFor(field.dataset.mentions, letters);
  if (begun(field) !== letters) return; // typed on meanwhile
  const typed = letters.toLocaleLowerCase();
  if (!names.length || names.some((name) => name.toLocaleLowerCase() === typed)) return list.close();
  list.open(names, { first: true });
}

function take(field, name) {
  const end = field.selectionStart;
  field.setRangeText(`${name} `, end - begun(field).length, end, "end");
}
