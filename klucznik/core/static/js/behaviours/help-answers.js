// What HTMX brings into the help panel: the focus goes to it, and a failure is told there.
export function watchAnswers(body, panel) {
  body.addEventListener("htmx:afterSettle", () => {
    panel.scrollTop = 0;
    // What was pressed is gone with the old part: the focus stays in the panel, at what came.
    (body.querySelector("[data-help-focus]") ?? panel.querySelector("h2")).focus();
  });
  for (const failed of ["htmx:responseError", "htmx:sendError"]) {
    body.addEventListener(failed, () => { body.textContent = panel.dataset.broken; });
  }
}
