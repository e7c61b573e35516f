// Every password field gets the button "Show", made from the translated template in base.html.
export function revealPasswords(root) {
  const template = document.getElementById("reveal-button");
  if (!template) return;
  for (const input of root.querySelectorAll("input[type=password]:not([data-revealable])")) {
    input.dataset.revealable = "";
    const button = template.content.firstElementChild.cloneNode(true);
    const [show, hide] = [button.textContent, button.dataset.hide];
    button.setAttribute("aria-controls", input.id);
    button.addEventListener("click", () => {
      const shown = input.type === "text";
      input.type = shown ? "password" : "text";
      button.textContent = shown ? show : hide;
      button.setAttribute("aria-pressed", String(!shown));
    });
    // A form sent with a shown password would teach the browser to remember it as plain text.
    input.form?.addEventListener("submit", () => { input.type = "password"; });
    input.after(button);
  }
}
