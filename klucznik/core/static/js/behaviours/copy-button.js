// <copy-button data-from="id">: shows its hidden button and copies the text of that element.
class CopyButton extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    if (!button || !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", () => this.copy());
  }

  async copy() {
    const source = document.getElementById(this.dataset.from);
    const said = this.querySelector("[role=status]");
    await navigator.clipboard.writeText((source.value ?? source.textContent).trim());
    said.textContent = said.dataset.done;
  }
}

customElements.define("copy-button", CopyButton);
