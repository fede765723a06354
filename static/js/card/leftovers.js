// The card was submitted, and this device still holds words that are not in it: they can go into an addition, or away.
import { part } from "./conflicts.js";
import { claim, read } from "./drafts.js";

export async function watchLeftovers(place) {
  const { user, card } = place.dataset;
  const { key, left } = await claim(user, card);
  const answer = await fetch(place.dataset.draft, { headers: { Accept: "application/json" } }).catch(() => null);
  if (answer?.status !== 200) return;
  const { fields } = await answer.json();
  const texts = [];
  for (const each of [key, ...left]) {
    for (const [name, text] of Object.entries(read(each)?.now ?? {})) {
      const isText = !/^(score|why|recommendation)/.test(name);
      if (isText && text.trim() && text !== fields[name]) texts.push(text);
    }
  }
  const forget = () => {
    for (const each of [key, ...left]) localStorage.removeItem(each);
    place.hidden = true;
  };
  if (texts.length) offer(place, texts.join("\n\n"), forget);
  else forget();
}

function offer(place, text, forget) {
  const button = (label, act) => {
    const made = part("button", "btn", label);
    made.type = "button";
    made.addEventListener("click", () => {
      act();
      forget();
    });
    return made;
  };
  const put = () => {
    const area = place.parentElement.querySelector("textarea");
    area.value = [area.value, text].filter(Boolean).join("\n\n");
    area.focus();
  };
  place.replaceChildren(
    part("p", "", "This device kept words that are not in the submitted card."),
    part("p", "pre", text),
    part("div", "form-end", button("Put them into an addition", put), button("Throw them away", () => {})),
  );
  place.hidden = false;
}
