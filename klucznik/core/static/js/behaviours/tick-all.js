// One tick for everybody on the page, and how many are ticked; without this file each is ticked by hand.
const ticks = (name) => [...document.querySelectorAll(`input[type="checkbox"][name="${name}"]`)];

function show(all, boxes, count) {
  const ticked = boxes.filter((box) => box.checked).length;
  all.checked = ticked > 0 && ticked === boxes.length;
  all.indeterminate = ticked > 0 && ticked < boxes.length;
  if (!count) return;
  count.hidden = ticked === 0;
  count.textContent = `${count.dataset.one} ${ticked}`;
}

export function tickAll() {
  for (const all of document.querySelectorAll("[data-tick-all]")) {
    const boxes = ticks(all.dataset.tickAll);
    const count = document.querySelector(".chosen__count");
    all.hidden = boxes.length === 0;
    all.addEventListener("change", () => {
      for (const box of boxes) box.checked = all.checked;
      show(all, boxes, count);
    });
    for (const box of boxes) box.addEventListener("change", () => show(all, boxes, count));
    show(all, boxes, count);
  }
}
