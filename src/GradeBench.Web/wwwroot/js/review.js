// Reviewing by keyboard: j and k walk through the findings, across files; c and v through the criteria; a digit gives the
// criterion a level and asks for the reason; n opens the next submission; ? shows the keys.

const stops = [...document.querySelectorAll("[data-stop]")];
const criteria = [...document.querySelectorAll("section.criterion")];
const keys = document.querySelector("[data-keys]");
const off = document.querySelector("[data-keys-off]");
const here = location.pathname + location.search;

// The walk starts where the page was opened: at the finding of the address, else before the first.
let at = stops.findIndex(stop => new URL(stop.href).hash === location.hash && same(stop));
let current = criteria.findIndex(section => "#" + section.id === location.hash);

function same(stop) {
  const url = new URL(stop.href);
  return url.pathname + url.search === here;
}

function go(step) {
  if (stops.length === 0) return;
  at = at < 0 ? (step > 0 ? 0 : stops.length - 1) : Math.min(stops.length - 1, Math.max(0, at + step));
  const stop = stops[at];
  if (!same(stop)) { location.assign(stop.href); return; }
  history.replaceState(null, "", stop.href);
  show();
}

function show() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (const row of document.querySelectorAll("tr.here")) row.classList.remove("here");
  if (target.matches("tr")) target.classList.add("here");
  target.scrollIntoView({ block: "center" });
  target.focus?.({ preventScroll: true });
}

function criterion(step) {
  if (criteria.length === 0) return;
  current = Math.min(criteria.length - 1, Math.max(0, current + step));
  criteria[current].scrollIntoView({ block: "center" });
  criteria[current].focus({ preventScroll: true });
}

function level(number) {
  const focused = criteria.indexOf(document.activeElement?.closest("section.criterion"));
  current = focused >= 0 ? focused : Math.max(0, current);
  const own = criteria[current]?.querySelector("[data-own-level]");
  if (!own) return;
  own.open = true;
  own.querySelector(`input[name=level][value="${number}"]`).checked = true;
  own.querySelector("textarea").focus();
}

const silent = () => localStorage.getItem("gradebench-keys") === "off";
if (off) {
  off.checked = silent();
  off.addEventListener("change", () => localStorage.setItem("gradebench-keys", off.checked ? "off" : "on"));
}

addEventListener("keydown", event => {
  // A level's radio buttons have keys of their own, but no digits and letters.
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=radio]), select, textarea, [contenteditable]")) return;
  if (silent() && event.key !== "?") return;
  if (event.key === "j") go(1);
  else if (event.key === "k") go(-1);
  else if (event.key === "c") criterion(1);
  else if (event.key === "v") criterion(-1);
  else if (event.key >= "0" && event.key <= "9" && event.key.length === 1) level(event.key === "0" ? 10 : Number(event.key));
  else if (event.key === "n") document.querySelector("[data-next]")?.click();
  else if (event.key === "?") { keys.open = !keys.open; keys.querySelector("summary").focus(); }
  else return;
  event.preventDefault();
});
addEventListener("hashchange", show);
if (location.hash) show();
