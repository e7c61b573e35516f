// data-shortcut="a" on a link or button: the key presses it, unless one is writing.
const WRITES = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";

export function shortcuts() {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest(WRITES)) return;
    const key = event.key.toLowerCase();
    if (!/^[a-z0-9?]$/.test(key)) return;
    const target = document.querySelector(`[data-shortcut="${key}"]`);
    if (!target) return;
    event.preventDefault();
    // What submits or leaves the page is only brought into view and focused: one more press decides.
    if (target.matches("button, input, summary")) target.focus();
    if (!target.matches("button, input:not([type=radio])")) target.click();
  });
}
