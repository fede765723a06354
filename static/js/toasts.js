// Messages about what was done: read out once, closable, gone after a while. With an action they stay longer and wait
// while the pointer or the focus is on them (WCAG 2.2.1); errors stay until closed.
import { announce } from "./dom.js";

const PLAIN = 10_000;
const WITH_ACTION = 20_000;

function close(toast) {
  const held = toast.contains(document.activeElement);
  toast.remove();
  if (held) document.getElementById("content")?.focus();
}

function live(toast) {
  if (toast.dataset.toastStays !== undefined) return;
  const time = toast.querySelector("form") ? WITH_ACTION : PLAIN;
  let timer = setTimeout(() => close(toast), time);
  for (const type of ["pointerenter", "focusin"]) toast.addEventListener(type, () => clearTimeout(timer));
  for (const type of ["pointerleave", "focusout"]) {
    toast.addEventListener(type, () => { clearTimeout(timer); timer = setTimeout(() => close(toast), time); });
  }
}

export function readToasts() {
  const fresh = document.querySelectorAll("[data-toast]:not([data-toast-read])");
  for (const toast of fresh) {
    toast.dataset.toastRead = "";
    const button = toast.querySelector("[data-toast-close]");
    if (button) {
      button.hidden = false;
      button.addEventListener("click", () => close(toast));
    }
    live(toast);
  }
  const words = [...fresh].map((toast) => toast.querySelector("p").textContent + (toast.querySelector('[data-key="z"]') ? " Press Z to undo." : ""));
  if (words.length) announce(words.join(" "));
}
