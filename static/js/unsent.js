// Signing out while this device holds scorecard texts that the server does not have: asks first. They stay under the
// person's id, go to the server when they open the card again here, and are deleted after a week.
import { part } from "./card/conflicts.js";
import { keysOf, read, sweep } from "./card/drafts.js";

export function watchUnsent() {
  sweep();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const user = document.body.dataset.user;
    if (!user || form.dataset.sure !== undefined || new URL(form.action).pathname !== document.body.dataset.signOut) return;
    const keys = keysOf(user);
    if (!keys.length) return;
    event.preventDefault();
    ask(keys, () => {
      form.dataset.sure = "";
      form.requestSubmit();
    });
  });
}

function ask(keys, leave) {
  const dialog = part("dialog", "dlg");
  dialog.setAttribute("aria-labelledby", "unsent-h");
  const title = part("h2", "", "Sign out with unsent text?");
  title.id = "unsent-h";
  const stay = part("button", "btn primary", "Stay signed in");
  const go = part("button", "btn", "Sign out anyway");
  for (const each of [stay, go]) each.type = "button";
  stay.addEventListener("click", () => dialog.close());
  go.addEventListener("click", leave);
  const open = part("a", "", "Open the card to send it");
  open.href = read(keys[0])?.page ?? "/";
  dialog.append(
    part("header", "", title),
    part("div", "in", part("p", "", "A scorecard on this device has words that the server does not have yet. They stay here for a week, are shown to nobody else, and are sent when you sign in on this device and open the card."), part("p", "", open), part("div", "form-end", stay, go)),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
