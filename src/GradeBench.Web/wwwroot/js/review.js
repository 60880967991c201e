// Reviewing by keyboard: j and k walk through the findings, across files; c and v through the criteria; a digit gives the
// criterion a level and asks for the reason; n opens the next submission; ? shows the keys.

// Asked for each time: the page is renewed while a run goes on, and what stood on it before is gone then.
const findStops = () => [...document.querySelectorAll("[data-stop]")];
const findCriteria = () => [...document.querySelectorAll("section.criterion")];
const keys = document.querySelector("[data-keys]");
const off = document.querySelector("[data-keys-off]");
const here = location.pathname + location.search;

// The walk starts where the page was opened: at the finding of the address, else before the first.
let at = findStops().findIndex(stop => new URL(stop.href).hash === location.hash && same(stop));

// By its name, not by its place, so that a level never goes to another criterion than the one walked to.
let current = findCriteria().find(section => "#" + section.id === location.hash)?.id;

function same(stop) {
  const url = new URL(stop.href);
  return url.pathname + url.search === here;
}

function go(step) {
  const stops = findStops();
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
  const closed = target.closest("details:not([open])");
  if (closed) closed.open = true;
  for (const row of document.querySelectorAll("tr.here")) row.classList.remove("here");
  if (target.matches("tr")) target.classList.add("here");
  target.scrollIntoView({ block: "center" });
  target.focus?.({ preventScroll: true });
}

function criterion(step) {
  const criteria = findCriteria();
  if (criteria.length === 0) return;
  const next = criteria[Math.min(criteria.length - 1, Math.max(0, criteria.findIndex(section => section.id === current) + step))];
  current = next.id;
  next.scrollIntoView({ block: "center" });
  next.focus({ preventScroll: true });
}

function level(number) {
  const criteria = findCriteria();
  const section = document.activeElement?.closest("section.criterion") ?? criteria.find(one => one.id === current) ?? criteria[0];
  const own = section?.querySelector("[data-own-level]");
  if (!own) return;
  current = section.id;
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
