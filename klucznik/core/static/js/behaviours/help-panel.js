// Help beside the page: its links open a panel instead of leading away. Where there is room the page stays usable beside it.
import { watchAnswers } from "./help-answers.js";

const WIDE = matchMedia("(min-width: 80rem)");
const ARTICLE = /^\/help\/(?!here\/|search\/)([a-z][a-z0-9-]*)\/$/;

export function helpPanel() {
  const panel = document.getElementById("help-panel");
  if (!panel || !window.htmx) return;
  const body = panel.querySelector("#help_here");
  const here = new URL(panel.dataset.here, location);
  const doors = document.querySelectorAll("[data-help-door]");
  let opener = null;
  const say = () => doors.forEach((door) => door.setAttribute("aria-expanded", panel.open));

  // Where a link leads inside the panel; null for links that lead on.
  function inside(link) {
    if (link.matches("[data-help-door], [data-help-back]")) return here;
    const isOurs = panel.contains(link) && !("helpLeave" in link.dataset) && link.origin === location.origin;
    const key = link.dataset.help ?? (isOurs ? ARTICLE.exec(link.pathname)?.[1] : null);
    if (!key) return null;
    const address = new URL(here);
    address.searchParams.set("article", key);
    return address;
  }

  function open(from) {
    opener = from;
    from.focus(); // the browser gives the focus back to it when the panel closes
    panel[WIDE.matches ? "show" : "showModal"]();
    panel.querySelector("h2").focus();
    say();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const address = inside(link);
    if (!address) return;
    event.preventDefault();
    if (panel.open && "helpDoor" in link.dataset) return panel.close();
    if (!panel.open) open(link);
    window.htmx.ajax("GET", address.pathname + address.search, { target: body, swap: "innerHTML" });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.open && !panel.matches(":modal")) panel.close();
  });
  panel.querySelector("[data-help-close]").addEventListener("click", () => panel.close());
  panel.addEventListener("close", () => {
    // Nothing has the focus when what had it was just replaced.
    if (document.activeElement === document.body) opener?.focus();
    say();
  });
  watchAnswers(body, panel);
  doors.forEach((door) => door.setAttribute("aria-haspopup", "dialog"));
  say();
}
