// <passkey-form data-does="get|create" data-options data-home [data-autofill]>: asks a passkey or a security key
// (WebAuthn) when its form is sent, and sends the key's answer with it. Says why when it cannot.
class PasskeyForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    if (!window.PublicKeyCredential) return this.say("unable");
    if (location.origin !== this.dataset.home) return this.say("elsewhere");
    this.say("able");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask();
    });
    if ("autofill" in this.dataset) this.offer();
  }

  disconnectedCallback() {
    this.waiting?.abort();
  }

  // The browser offers passkeys in the field of the address, as it offers passwords.
  async offer() {
    const able = await PublicKeyCredential.isConditionalMediationAvailable?.();
    if (!able) return;
    this.waiting = new AbortController();
    try {
      this.send(await this.answer({ mediation: "conditional", signal: this.waiting.signal }));
    } catch {
      // Nobody chose one.
    }
  }

  async ask() {
    this.waiting?.abort();
    this.hush("refused");
    try {
      this.send(await this.answer());
    } catch (problem) {
      this.say(problem.name === "InvalidStateError" ? "known" : "refused");
    }
  }

  answer(more = {}) {
    const publicKey = read(JSON.parse(this.dataset.options));
    return this.dataset.does === "create"
      ? navigator.credentials.create({ publicKey, ...more })
      : navigator.credentials.get({ publicKey, ...more });
  }

  send(credential) {
    this.form.elements.credential.value = JSON.stringify(written(credential));
    this.form.submit();
  }

  say(name) {
    const said = this.querySelector(`[data-says=${name}]`);
    if (said) said.hidden = false;
  }

  hush(name) {
    const said = this.querySelector(`[data-says=${name}]`);
    if (said) said.hidden = true;
  }
}

// What the server wrote in base64url becomes bytes.
function read(options) {
  const listed = (keys) => keys?.map((key) => ({ ...key, id: bytes(key.id) }));
  return {
    ...options,
    challenge: bytes(options.challenge),
    ...(options.user && { user: { ...options.user, id: bytes(options.user.id) } }),
    ...(options.excludeCredentials && { excludeCredentials: listed(options.excludeCredentials) }),
    ...(options.allowCredentials && { allowCredentials: listed(options.allowCredentials) }),
  };
}

// The key's answer, its bytes in base64url.
function written(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: {},
  };
}

function bytes(words) {
  const plain = atob(words.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

customElements.define("passkey-form", PasskeyForm);
