// .tabs scroll sideways on a narrow screen; the one that is open begins where it can be seen.
export function showCurrentTab() {
  for (const tab of document.querySelectorAll(".tabs > [aria-current]")) {
    const row = tab.parentElement;
    const before = tab.getBoundingClientRect().left - row.getBoundingClientRect().left;
    row.scrollLeft += before - (row.clientWidth - tab.offsetWidth) / 2;
  }
}
