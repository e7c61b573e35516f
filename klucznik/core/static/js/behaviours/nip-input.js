// data-behaviour="nip": writes a Polish tax ID in its usual groups, 876-317-06-69, while one types at the end of it.
const LONGEST = 10;
const GROUPS = /^(\d{3})(\d{1,3})?(\d{1,2})?(\d{1,2})?$/;

function grouped(typed) {
  const digits = typed.replace(/^\s*PL/i, "").replace(/[\s-]/g, "");
  if (!/^\d+$/.test(digits) || digits.length > LONGEST) return typed;
  const parts = GROUPS.exec(digits);
  return parts ? parts.slice(1).filter(Boolean).join("-") : digits;
}

export function formatTaxIds() {
  document.addEventListener("input", (event) => {
    const input = event.target;
    if (input.dataset?.behaviour !== "nip" || event.inputType?.startsWith("delete")) return;
    // Whoever corrects something in the middle must not have the caret taken away.
    if (input.selectionStart === input.value.length) input.value = grouped(input.value);
  });
}
