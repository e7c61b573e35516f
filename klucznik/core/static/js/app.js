// Small behaviours that make working markup pleasanter; every page works without them.
import "./behaviours/copy-button.js";
import "./behaviours/passkey-form.js";
import "./behaviours/print-button.js";
import { closeMenus } from "./behaviours/menus.js";
import { formatTaxIds } from "./behaviours/nip-input.js";
import { revealPasswords } from "./behaviours/password-reveal.js";
import { focusErrors } from "./behaviours/error-focus.js";
import { helpPanel } from "./behaviours/help-panel.js";
import { sheets } from "./behaviours/sheets.js";
import { shortcuts } from "./behaviours/shortcuts.js";
import { tickAll } from "./behaviours/tick-all.js";

closeMenus();
formatTaxIds();
revealPasswords(document);
focusErrors(document);
helpPanel();
sheets();
shortcuts();
tickAll();

// A part of the page that HTMX has brought gets the same.
document.addEventListener("htmx:load", (event) => {
  revealPasswords(event.detail.elt);
});
