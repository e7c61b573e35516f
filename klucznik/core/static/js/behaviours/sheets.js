// Pages of a document: larger, smaller, turned. Without this file each page is a link to its picture.
const STEPS = [100, 150, 200, 300];

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button--small";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

export function sheets() {
  for (const tools of document.querySelectorAll("[data-sheet-tools]")) {
    const room = tools.parentElement;
    let step = 0;
    let turned = 0;
    const show = () => {
      room.dataset.zoom = STEPS[step];
      room.dataset.turn = turned;
    };
    tools.append(
      button(tools.dataset.in, () => { step = Math.min(step + 1, STEPS.length - 1); show(); }),
      button(tools.dataset.out, () => { step = Math.max(step - 1, 0); show(); }),
      button(tools.dataset.turn, () => { turned = (turned + 90) % 360; show(); }),
    );
    tools.hidden = false;
  }
}
