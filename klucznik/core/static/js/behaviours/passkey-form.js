import { read, written } from "../webauthn.js";

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
    this.say("refused", false);
    try {
      this.send(await this.answer());
    } catch (problem) {
      this.say(problem.name === "InvalidStateError" ? "known" : "refused");
    }
  }

  answer(more = {}) {
    const publicKey = read(JSON.parse(this.dataset.options));
    return navigator.credentials[this.dataset.does]({ publicKey, ...more });
  }

  send(credential) {
    this.form.elements.credential.value = JSON.stringify(written(credential));
    this.form.submit();
  }

  say(name, said = true) {
    const words = this.querySelector(`[data-says=${name}]`);
    if (words) words.hidden = !said;
  }
}

customElements.define("passkey-form", PasskeyForm);
