// On every page: the reader's own time beside UTC, announced toasts, the countdown.

const local = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function showLocalTimes(root) {
  if (zone === "UTC" || zone === undefined) return;
  for (const time of root.querySelectorAll("time[data-local]:not([data-done])")) {
    time.dataset.done = "";
    const own = document.createElement("span");
    own.className = "muted";
    own.textContent = ` (${local.format(new Date(time.dateTime))} ${zone})`;
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
  const deadline = Date.parse(clock.dataset.deadline);
  const skew = Date.parse(clock.dataset.now) - Date.now();
  const left = clock.querySelector("[data-left]");
  const polite = clock.querySelector("[data-announce]");
  let announced = false;

  const tick = () => {
    const seconds = Math.max(0, Math.floor((deadline - Date.now() - skew) / 1000));
    const minutes = Math.floor(seconds / 60);
    left.textContent = seconds === 0 ? "Time is up"
      : minutes >= 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min left`
      : minutes >= 1 ? `${minutes} min left`
      : `${seconds} s left`;
    if (!announced && seconds > 0 && seconds <= 600) {
      announced = true;
      polite.textContent = "Ten minutes or less are left. What you have uploaded already is safe.";
    }
    if (seconds > 0) setTimeout(tick, seconds > 120 ? 15000 : 1000);
  };
  tick();
}

showLocalTimes(document);
announceToasts();
countDown();
document.querySelector("[data-error-summary]")?.focus();
