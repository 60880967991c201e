// Computes the SHA-256 of a file on the reader's own machine; the file is not sent anywhere. Without this script the hash
// is typed in.

const form = document.querySelector("form[data-verify]");
const part = form.querySelector("[data-local-file]");
const file = part.querySelector("input[type=file]");
const status = form.querySelector("[data-verify-status]");

// Browsers offer it to secure pages only, and to one's own machine.
if (crypto.subtle) {
  part.hidden = false;
  file.addEventListener("change", async () => {
    if (file.files.length === 0) return;
    const digest = await crypto.subtle.digest("SHA-256", await file.files[0].arrayBuffer());
    form.elements.sha256.value = [...new Uint8Array(digest)].map(byte => byte.toString(16).padStart(2, "0")).join("");
    status.textContent = "The SHA-256 of the file is filled in. Press Check.";
  });
}
