// Makes and uses passkeys. A form with data-passkey asks that address for options, lets the browser do its part, puts the
// answer into its field “credential” and is sent like any other form. Without this script there are no passkeys, and the
// password does.

const able = window.PublicKeyCredential?.parseCreationOptionsFromJSON && window.PublicKeyCredential.parseRequestOptionsFromJSON;

async function ask(form) {
  const answer = await fetch(form.dataset.passkey, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
  if (answer.headers.get("Content-Type")?.startsWith("application/json")) return answer.json();
  throw new Error(answer.status === 429 ? "That was too often. Wait a minute." : "That is not your password, or too many tries failed.");
}

async function credential(options) {
  // Options to make one name whom it is for; options to use one do not.
  const made = options.user
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  return JSON.stringify(made);
}

function sentence(error) {
  return error.name === "NotAllowedError" ? "Nothing was chosen, or it took too long. Try again."
    : error.name === "InvalidStateError" ? "This device has a passkey of this account already."
    : error.name === "SecurityError" ? "Passkeys need an address with a name and https."
    : error.message;
}

for (const form of able ? document.querySelectorAll("form[data-passkey]") : []) {
  form.hidden = false;
  const status = form.querySelector("[data-passkey-status]");
  form.addEventListener("submit", async event => {
    event.preventDefault();
    status.textContent = "";
    try {
      form.elements.credential.value = await credential(await ask(form));
      form.submit();
    } catch (error) {
      status.textContent = sentence(error);
    }
  });
}
