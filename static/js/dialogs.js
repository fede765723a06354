// Dialogs open by command="show-modal" commandfor="id", which newer browsers do alone; this is for the others.

const native = "commandForElement" in HTMLButtonElement.prototype;
const openers = new WeakMap();

function run(button) {
  const dialog = document.getElementById(button.getAttribute("commandfor"));
  if (!(dialog instanceof HTMLDialogElement)) return;
  if (button.getAttribute("command") === "show-modal" && !dialog.open) {
    openers.set(dialog, button);
    dialog.showModal();
  }
  if (["close", "request-close"].includes(button.getAttribute("command"))) dialog.close();
}

/** Open a dialog for a key press; the focus returns to where it was, as with its button. */
export function openDialog(dialog) {
  if (dialog.open) return;
  openers.set(dialog, document.activeElement);
  dialog.showModal();
}

export function watchDialogs() {
  document.addEventListener("click", (event) => {
    const target = event.target;
    if (!(target instanceof Element)) return;
    const button = target.closest("button[command][commandfor]");
    if (button && !native) run(button);
    // A click on the veil closes; the dialog itself is hit only there.
    if (target instanceof HTMLDialogElement && target.open && outside(target, event)) target.close();
  });
  document.addEventListener("close", (event) => {
    const opener = openers.get(event.target);
    if (opener?.isConnected) opener.focus();
  }, true);
}

function outside(dialog, event) {
  const box = dialog.getBoundingClientRect();
  const keyboard = event.clientX === 0 && event.clientY === 0;
  return !keyboard && (event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom);
}
