// The rubric editor: the text as code with problems and completion, and a form beside it that follows the text and is
// followed by it. What is right or wrong is decided by the server alone; here it is only shown.
import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { Annotation, EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { completeRubric } from "./rubric-words.js";
import { theme } from "./editor-theme.js";
import { touched } from "../wwwroot/js/kept-input.js";

const form = document.querySelector("form[data-rubric-editor]");
const area = form.querySelector("#yaml");
const fromForm = Annotation.define();
const Pause = 350;

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--code-type)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--code-string)" },
  { tag: tags.comment, color: "var(--code-comment)", fontStyle: "italic" },
]);

const view = show();
let fields = places();
let waiting = 0;
let asked = 0;

// In a shadow root the editor's styles are style sheet objects; in the document they would be inline styles, which the
// content security policy refuses.
function show() {
  const host = document.createElement("div");
  host.className = "code-editor";
  area.before(host);
  area.hidden = true;
  const root = host.attachShadow({ mode: "open" });
  const inside = document.createElement("div");
  root.append(inside);
  const words = fetch(area.dataset.words).then(answer => answer.ok ? answer.json() : null, () => null);
  const editor = new EditorView({
    parent: inside,
    root,
    state: EditorState.create({
      doc: area.value,
      extensions: [
        lineNumbers(), history(), drawSelection(), highlightActiveLine(), indentOnInput(), bracketMatching(), lintGutter(), yaml(),
        syntaxHighlighting(colours), autocompletion({ override: [completeRubric(words)] }), theme, EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": "Text of the rubric, YAML", tabindex: "0" }),
        // No key but these: Tab has to leave the editor.
        keymap.of([{ key: "Mod-s", run: () => { form.requestSubmit(form.querySelector("[value=save]")); return true; } },
          ...completionKeymap, ...lintKeymap, ...defaultKeymap, ...historyKeymap]),
        EditorView.updateListener.of(changed),
      ],
    }),
  });
  form.querySelector("label[for=yaml]").addEventListener("click", () => editor.focus());
  form.querySelector("[data-keys]").hidden = false;
  hideWhatScriptsReplace();
  return editor;
}

function hideWhatScriptsReplace() {
  for (const element of form.querySelectorAll("[data-without-script]")) element.hidden = true;
}

function changed(update) {
  if (!update.docChanged) return;
  for (const place of fields) {
    place.from = update.changes.mapPos(place.from, -1);
    place.to = update.changes.mapPos(place.to, 1);
  }
  clearTimeout(waiting);
  waiting = setTimeout(look, Pause);
}

// Where each field's value stands in the text, as the server found it; kept right through every change after that.
function places() {
  return [...form.querySelectorAll("[data-path]")].map(element => {
    const place = { element, from: Number(element.dataset.from), to: Number(element.dataset.to) };
    element.addEventListener("input", () => write(place));
    return place;
  });
}

// Somebody may have written into the page before this script was there, and a browser brings back what stood in a page.
function takeUp() {
  if (touched(area)) look();
  else for (const place of fields) if (touched(place.element)) write(place);
}

function write(place) {
  view.dispatch({
    changes: { from: place.from, to: place.to, insert: scalar(place.element.value.trim()) },
    annotations: fromForm.of(true),
  });
}

// Reads back as the same text or number. The server writes values alike.
function scalar(value) {
  const plain = /^-?[0-9]+(\.[0-9]+)*$/.test(value)
    || (/^[A-Za-z][A-Za-z0-9 ./()'_-]*$/.test(value) && !/^(true|false|null|yes|no|on|off)$/i.test(value));
  return plain ? value : `"${value.replaceAll("\\", "\\\\").replaceAll("\"", "\\\"").replace(/[\r\n\t]+/g, " ")}"`;
}

// Asks for the page as it would be for this text, and takes over what depends on the text.
function look() {
  const text = view.state.doc.toString();
  const turn = ++asked;
  const request = new XMLHttpRequest();
  request.open("POST", area.dataset.look);
  request.responseType = "document";
  request.addEventListener("load", () => {
    if (request.status !== 200 || turn !== asked || text !== view.state.doc.toString()) return;
    takeOver(request.response, "[data-problems]");
    takeOver(request.response, "[data-preview]");
    takeOverForm(request.response);
    mark();
  });
  const body = new FormData(form);
  const sent = new URLSearchParams({ yaml: text, reason: body.get("reason") ?? "" });
  sent.set("__RequestVerificationToken", body.get("__RequestVerificationToken"));
  request.send(sent);
}

function takeOver(page, selector) {
  const next = page.querySelector(selector);
  if (next) form.querySelector(selector).replaceWith(document.adoptNode(next));
}

const lookLater = () => setTimeout(look);

// Whoever is typing into the form keeps the field and reads what it adds up to; the rest follows when they leave it.
function takeOverForm(page) {
  const region = form.querySelector("[data-form]");
  if (region.contains(document.activeElement)) {
    takeOverHints(region, page.querySelector("[data-form]"));
    document.activeElement.addEventListener("blur", lookLater, { once: true });
    return;
  }
  const open = [...region.querySelectorAll("details")].map(details => details.open);
  takeOver(page, "[data-form]");
  form.querySelectorAll("[data-form] details").forEach((details, index) => { details.open = open[index] ?? false; });
  hideWhatScriptsReplace();
  fields = places();
}

// Those of two forms with the same criteria belong together in their order; of others none is taken.
function takeOverHints(region, next) {
  const [shown, coming] = [region, next].map(part => [...part.querySelectorAll("[data-hint]")]);
  if (shown.length === coming.length) shown.forEach((hint, index) => { hint.textContent = coming[index].textContent; });
}

function mark() {
  const text = view.state.doc;
  const problems = [...form.querySelectorAll("[data-problem]")].map(item => {
    const line = text.line(Math.min(Math.max(1, Number(item.dataset.line)), text.lines));
    const start = line.from + line.text.search(/\S|$/);
    return { from: start, to: line.to, severity: "error", message: item.querySelector("[data-message]").textContent };
  });
  view.dispatch(setDiagnostics(view.state, problems));
}

form.addEventListener("submit", () => { area.value = view.state.doc.toString(); });
form.addEventListener("click", event => {
  const line = event.target.closest("[data-go]")?.dataset.go;
  if (!line) return;
  event.preventDefault();
  const at = view.state.doc.line(Math.min(Number(line), view.state.doc.lines));
  view.dispatch({ selection: { anchor: at.from }, effects: EditorView.scrollIntoView(at.from, { y: "center" }) });
  view.focus();
});
mark();
takeUp();
