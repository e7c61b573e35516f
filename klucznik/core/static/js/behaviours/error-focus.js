// A refused form: the first wrong field gets the focus, so that one can correct it at once.
export function focusErrors(root) {
  root.querySelector("form [aria-invalid=true]")?.focus();
}
