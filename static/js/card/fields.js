// A card's fields by name, whatever their controls are. Nothing is a text of no length.

/** The names, in the form's order. */
export function names(form) {
  const found = [...form.elements].filter((each) => each.name && !["hidden", "submit"].includes(each.type));
  return [...new Set(found.map((each) => each.name))];
}

/** What stands in a field. A reason for not assessing counts for nothing beside a rating. */
export function value(form, name) {
  const [kind, pk] = name.split("-");
  if (kind === "why" && form.elements[`score-${pk}`].value !== "na") return "";
  return form.elements[name].value;
}

export function put(form, name, text) {
  const control = form.elements[name];
  if (name.startsWith("why-") && !text) return;
  if (control instanceof RadioNodeList && !text) for (const each of control) each.checked = false;
  else control.value = text;
}

/** What a field is called, for people. */
export function label(form, name) {
  const control = form.elements[name];
  const first = control instanceof RadioNodeList ? control[0] : control;
  const group = control instanceof RadioNodeList && first.closest("fieldset")?.querySelector("legend");
  const words = (group || first.labels[0]).textContent.trim();
  const question = name.startsWith("answer-") && first.closest(".step").querySelector("h2").textContent.trim();
  return question ? `${words}: ${question}` : words;
}

/** A value in words: of a choice its label. */
export function words(form, name, text) {
  const control = form.elements[name];
  if (!(control instanceof RadioNodeList)) return text;
  return [...control].find((each) => each.value === text)?.labels[0].textContent.trim() ?? "Nothing chosen";
}
