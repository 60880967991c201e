// Keeps one region of the page as the server would render it now. The server sends an event when something changed; the
// region is then fetched again, so there is one template and no second copy of it here.

import { carryOver, rememberFocus } from "./kept-input.js";
import { showLocalTimes } from "./page.js";

const announcer = document.querySelector("[data-live-status]");
const region = () => document.querySelector("[data-live]");
let fetching = false;
let again = false;

// XMLHttpRequest parses a document by itself, which trusted types allow; assigning markup from text would not be.
function fetchPage() {
  return new Promise(resolve => {
    const request = new XMLHttpRequest();
    request.open("GET", location.href);
    request.responseType = "document";
    request.addEventListener("loadend", () => resolve(request.status === 200 ? request.response : null));
    request.send();
  });
}

// Not where that would throw away what somebody is writing.
function renew(next) {
  if (!carryOver(region(), next)) {
    announcer.textContent = "There is a new result. What you are writing belongs to the one shown; send it or load the page again.";
    return;
  }
  const focus = rememberFocus(region());
  region().replaceWith(next);
  focus(next);
  showLocalTimes(next);
}

async function refresh() {
  if (fetching) { again = true; return; }
  fetching = true;
  do {
    again = false;
    const next = (await fetchPage())?.querySelector("[data-live]");
    if (next) renew(document.adoptNode(next));
  } while (again);
  fetching = false;
}

const address = region()?.dataset.events;
if (address) {
  const source = new EventSource(address);
  const changed = event => { announcer.textContent = event.data; refresh(); };
  source.addEventListener("stage", changed);
  source.addEventListener("finished", event => { source.close(); changed(event); });
}
