// What somebody has written into forms of a region, carried over to the region as the server renders it now. Forms are told
// apart by where they send and by what they are about, never by their place: a new result may have other criteria.

const editable = form => [...form.elements].filter(control => control.name && !["hidden", "submit", "button", "fieldset"].includes(control.type));
const ticked = control => control.type === "radio" || control.type === "checkbox";

// Whether a control holds something else than the page was served with.
export function touched(control) {
  if (ticked(control)) return control.checked !== control.defaultChecked;
  if (control.tagName === "SELECT") return [...control.options].some(option => option.selected !== option.defaultSelected);
  return control.value !== control.defaultValue;
}

const formKey = form => `${form.getAttribute("action")} ${form.querySelector("input[name=criterion]")?.value ?? ""}`;
const controlKey = control => `${control.name} ${ticked(control) ? control.value : ""}`;

const detailsKey = details => {
  const owner = details.closest("[id]") ?? details.getRootNode();
  return `${owner.id ?? ""} ${[...owner.querySelectorAll("details")].indexOf(details)}`;
};

// Puts what was written in one region into the other. False, and nothing is changed, where a form has no counterpart.
export function carryOver(from, to) {
  const forms = new Map([...to.querySelectorAll("form")].map(form => [formKey(form), form]));
  const written = [...from.querySelectorAll("form")].filter(form => editable(form).some(touched));
  if (written.some(form => !forms.has(formKey(form)))) return false;

  for (const form of written) {
    const controls = new Map(editable(forms.get(formKey(form))).map(control => [controlKey(control), control]));
    for (const control of editable(form)) {
      const other = controls.get(controlKey(control));
      if (!other) continue;
      if (ticked(control)) other.checked = control.checked;
      else other.value = control.value;
    }
  }

  const opened = new Set([...from.querySelectorAll("details[open]")].map(detailsKey));
  for (const details of to.querySelectorAll("details")) if (opened.has(detailsKey(details))) details.open = true;
  return true;
}

// Remembers which control has the focus; the answer gives it to that control's counterpart, at the same height of the window.
export function rememberFocus(from) {
  const control = document.activeElement;
  if (!from.contains(control) || !control.form) return () => {};
  const [form, name, top] = [formKey(control.form), controlKey(control), control.getBoundingClientRect().top];
  const selection = control.type === "textarea" || control.type === "text" ? [control.selectionStart, control.selectionEnd] : null;
  return to => {
    const owner = [...to.querySelectorAll("form")].find(candidate => formKey(candidate) === form);
    const other = owner && [...owner.elements].find(candidate => controlKey(candidate) === name);
    if (!other) return;
    other.focus({ preventScroll: true });
    if (selection) other.setSelectionRange(...selection);
    scrollBy(0, other.getBoundingClientRect().top - top);
  };
}
