// The queue by keyboard: n opens the next submission that waits. Compare needs two to four ticks, and says so before it is sent.

const compare = document.querySelector("[data-compare]");
const button = compare?.querySelector("button[type=submit]");

function count() {
  const ticked = compare.querySelectorAll("input.pick:checked").length;
  button.disabled = ticked < 2 || ticked > 4;
  button.textContent = ticked === 0 ? "Compare what is ticked" : `Compare ${ticked}`;
}

if (button) {
  compare.addEventListener("change", count);
  count();
}

addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  if (event.key === "n" && localStorage.getItem("gradebench-keys") !== "off") document.querySelector("[data-next]")?.click();
});
