// On every page: the reader's own time beside UTC, announced toasts, the countdown.

// Written as the server writes UTC, whatever the browser's language: two forms side by side would have to be compared.
const local = new Intl.DateTimeFormat("en-US", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

function inOwnZone(time) {
  const part = Object.fromEntries(local.formatToParts(new Date(time.dateTime)).map(({ type, value }) => [type, value]));
  const date = `${part.day} ${part.month} ${part.year}, `;
  return `${time.textContent.startsWith(date) ? "" : date}${part.hour}:${part.minute} ${zone}`;
}

export function showLocalTimes(root) {
  if (zone === "UTC" || zone === undefined) return;
  for (const time of root.querySelectorAll("time[data-local]:not([data-done])")) {
    time.dataset.done = "";
    const own = document.createElement("span");
    own.className = "muted";
    own.textContent = ` (${inOwnZone(time)})`;
    time.after(own);
  }
}

// Text that is there when a page loads is not announced; text that arrives in a status region is.
function announceToasts() {
  const region = document.querySelector("[data-toasts]");
  for (const toast of document.querySelectorAll("[data-toast]")) {
    toast.removeAttribute("role");
    setTimeout(() => {
      const shown = document.createElement("p");
      shown.className = "toast";
      shown.textContent = toast.textContent;
      region.append(shown);
      toast.remove();
      setTimeout(() => shown.remove(), 8000);
    }, 100);
  }
}

// The deadline is the server's; only the difference between the two clocks is measured here.
function countDown() {
  const clock = document.querySelector("[data-deadline]");
  if (!clock) return;
  let deadline = Date.parse(clock.dataset.deadline);
  let skew = Date.parse(clock.dataset.now) - Date.now();
  let timer;
  const left = clock.querySelector("[data-left]");
  const polite = clock.querySelector("[data-announce]");
  const announced = new Set();

  const announce = (minutes, text, seconds) => {
    if (seconds > minutes * 60 || announced.has(minutes)) return;
    for (const more of [10, 5, 1]) if (more >= minutes) announced.add(more);
    polite.textContent = text;
  };

  const tick = () => {
    clearTimeout(timer);
    const seconds = Math.max(0, Math.floor((deadline - Date.now() - skew) / 1000));
    const minutes = Math.floor(seconds / 60);
    left.textContent = seconds === 0 ? "Time is up"
      : minutes >= 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min left`
      : minutes >= 1 ? `${minutes} min left`
      : `${seconds} s left`;
    if (seconds === 0) polite.textContent = "Time is up. What you have uploaded is safe.";
    else {
      announce(1, "One minute or less is left. What you have uploaded already is safe.", seconds);
      announce(5, "Five minutes or less are left. What you have uploaded already is safe.", seconds);
      announce(10, "Ten minutes or less are left. What you have uploaded already is safe.", seconds);
      timer = setTimeout(tick, seconds > 660 ? 15000 : 1000);
    }
  };

  // Not by a reload, which would lose the files somebody has chosen.
  const showMoved = until => {
    const time = clock.querySelector("time");
    const [, date, month, year, hours] = /, (\d+) (\w+) (\d+) (\d+:\d+)/.exec(new Date(until).toUTCString());
    time.nextElementSibling?.remove();
    delete time.dataset.done;
    time.dateTime = until;
    time.textContent = `${Number(date)} ${month} ${year}, ${hours} UTC`;
    showLocalTimes(clock);
    announced.clear();
    polite.textContent = "Your deadline was moved. The new one is shown at the top of the page.";
  };

  // After a lost connection, a sleeping machine or an extension the server says again how late it is.
  const ask = async () => {
    try {
      const answer = await fetch(clock.dataset.clock, { cache: "no-store" });
      if (!answer.ok) return;
      const { deadline: until, now } = await answer.json();
      if (Date.parse(until) !== deadline) showMoved(until);
      deadline = Date.parse(until);
      skew = Date.parse(now) - Date.now();
      tick();
    } catch { /* Away: the countdown goes on by itself until the server answers again. */ }
  };
  if (clock.dataset.clock) {
    setInterval(ask, 60000);
    addEventListener("online", ask);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  }
  tick();
}

// On a phone a navigation is one line that can be pushed sideways: where one is stands in its middle.
function showWhereOneIs() {
  for (const here of document.querySelectorAll(".site-nav .active")) {
    const line = here.closest(".site-nav");
    line.scrollLeft = here.offsetLeft - line.offsetLeft - (line.clientWidth - here.offsetWidth) / 2;
  }
}

showLocalTimes(document);
showWhereOneIs();
announceToasts();
for (const field of document.querySelectorAll("[data-zone]")) field.value = zone ?? "";
countDown();
document.querySelector("[data-error-summary]")?.focus();
