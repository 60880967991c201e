// Reading by keyboard: j and k walk through the findings of the submission, across files; ? shows the keys.

const stops = [...document.querySelectorAll("[data-stop]")];
const keys = document.querySelector("[data-keys]");
const here = location.pathname + location.search;

// The walk starts where the page was opened: at the finding of the address, else before the first.
let at = stops.findIndex(stop => new URL(stop.href).hash === location.hash && same(stop));

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

addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, [contenteditable]")) return;
  if (event.key === "j") go(1);
  else if (event.key === "k") go(-1);
  else if (event.key === "?") { keys.open = !keys.open; keys.querySelector("summary").focus(); }
  else return;
  event.preventDefault();
});
addEventListener("hashchange", show);
if (location.hash) show();
