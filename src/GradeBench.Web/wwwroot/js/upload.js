// Makes the upload form pleasant: dropping files, a verdict per file before anything is sent, progress, and a form that
// keeps its files when the server refuses or cannot be reached. Without this script the form still uploads.

const form = document.querySelector("form[data-upload]");
const input = form.querySelector("input[type=file]");
const zone = form.querySelector("[data-drop-zone]");
const list = form.querySelector("[data-file-list]");
const button = form.querySelector("button[type=submit]");
const status = form.querySelector("[data-upload-status]");
const bar = form.querySelector("progress");
const problem = document.querySelector("[data-upload-problem]");
const maxUpload = Number(form.dataset.maxBytes);
const maxSource = Number(form.dataset.maxSourceBytes);

form.querySelector("[data-drop-hint]").hidden = false;

const size = bytes => bytes < 1024 ? `${bytes} bytes` : bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1048576).toFixed(1)} MiB`;

// The server decides; these are its first and clearest rules, said before the bytes are sent.
function verdict(file, all) {
  const zip = /\.zip$/i.test(file.name);
  if (!zip && !/\.cs$/i.test(file.name)) return "Only .zip and .cs files can be graded. Choose again without this one.";
  if (zip && all.length > 1) return "A zip must come alone. Choose either one zip or loose .cs files.";
  if (zip && file.size === 0) return "This file is empty.";
  if (!zip && file.size > maxSource) return `Larger than the limit of ${size(maxSource)} for one source file.`;
  return null;
}

function review() {
  const files = [...input.files];
  const total = files.reduce((sum, file) => sum + file.size, 0);
  let refused = 0;
  list.replaceChildren(...files.map(file => {
    const why = verdict(file, files);
    const item = document.createElement("li");
    item.className = why ? "refused" : "";
    if (why) refused++;
    for (const [name, text] of [["name", file.name], ["size num", size(file.size)], ["verdict", why ?? "Ready"]]) {
      const part = document.createElement("span");
      part.className = name;
      part.textContent = text;
      item.append(part);
    }
    return item;
  }));
  if (files.length === 0) status.textContent = "";
  else if (total > maxUpload) { refused++; status.textContent = `Together ${size(total)}: the limit is ${size(maxUpload)}.`; }
  else status.textContent = refused > 0
    ? `${refused} of ${files.length} files cannot be uploaded.`
    : `${files.length === 1 ? "1 file" : `${files.length} files`}, ${size(total)}, ready to upload.`;
  return refused === 0 && files.length > 0;
}

function showProblem(sentence) {
  problem.querySelector("[data-sentence]").textContent = sentence;
  problem.hidden = false;
  problem.focus();
}

function busy(on) {
  button.toggleAttribute("disabled", on);
  bar.hidden = !on;
}

function send() {
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.responseType = "json";
  request.upload.addEventListener("progress", event => {
    if (event.lengthComputable) { bar.value = event.loaded / event.total; }
    status.textContent = event.loaded < event.total ? "Uploading …" : "Checking the files …";
  });
  const unreachable = "GradeBench could not be reached. Nothing was stored; your files are still chosen below. Try again in a moment.";
  request.addEventListener("error", () => { busy(false); status.textContent = ""; showProblem(unreachable); });
  request.addEventListener("load", () => {
    const answer = request.response;
    if (request.status === 201 && answer?.location) { location.assign(answer.location); return; }
    busy(false);
    status.textContent = "";
    showProblem(answer?.sentence ?? unreachable);
  });
  problem.hidden = true;
  busy(true);
  request.send(new FormData(form));
}

for (const kind of ["dragenter", "dragover"]) {
  zone.addEventListener(kind, event => { event.preventDefault(); zone.classList.add("over"); });
}
zone.addEventListener("dragleave", event => { if (!zone.contains(event.relatedTarget)) zone.classList.remove("over"); });
zone.addEventListener("drop", event => {
  event.preventDefault();
  zone.classList.remove("over");
  input.files = event.dataTransfer.files;
  review();
});
// A file dropped beside the zone must not replace the page.
for (const kind of ["dragover", "drop"]) addEventListener(kind, event => event.preventDefault());
input.addEventListener("change", () => { problem.hidden = true; review(); });
form.addEventListener("submit", event => {
  event.preventDefault();
  if (input.files.length === 0) { showProblem("No file is chosen. Choose one zip or your .cs files, then upload."); return; }
  if (review()) send();
  else showProblem("Some files cannot be uploaded; the list below says why.");
});
if (input.files.length > 0) review();
