"""Somebody in front of a screen: they see, click and type by the words on the page, and every page is scanned."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Response, expect

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Without preload: style sheets are ours and same-origin, and fetching them again would only trouble the policy.
AXE = {"runOnly": RULES, "resultTypes": ["violations"], "preload": False}
SHOTS = os.environ.get("KLUCZNIK_SHOTS", "")
PATIENCE = 150  # visits of the mailbox, 0.1 to 0.2 s each


class Visitor:
    """One person with a browser of their own, in Polish."""

    def __init__(self, page: Page, url: str, name: str, beside: str) -> None:
        """`beside`: the sample application, the one other address that a page may ask."""
        self.page, self.url, self.name, self.beside = page, url, name, beside
        self.shown = 0
        self.complaints: list[str] = []
        self.gone: set[str] = set()
        self.is_scanning = False
        page.on("response", self._note_gone)
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self._note(str(error)))
        page.on("request", lambda request: self._note_stranger(request.url))

    @classmethod
    def with_browser(
        cls, browser: Browser, url: str, name: str, beside: str, *, scripts: bool = True
    ) -> Visitor:
        context = browser.new_context(
            viewport=WIDE,
            locale="pl-PL",
            timezone_id="Europe/Warsaw",
            base_url=url,
            java_script_enabled=scripts,
        )
        context.set_default_timeout(20_000)
        return cls(context.new_page(), url, name, beside)

    # --- going and doing

    def go(self, path: str) -> Visitor:
        self.page.goto(path)
        return self

    def click(self, words: str) -> Visitor:
        """Press the button or follow the link that reads so."""
        self._named("button", words).or_(self._named("link", words)).first.click()
        return self

    def write(self, label: str, text: str) -> Visitor:
        """Fill the field under this label, whether it is optional or not."""
        named = re.compile(rf"^{re.escape(label)}( \(opcjonalnie\))?$")
        self.page.get_by_role("textbox", name=named).first.fill(text)
        return self

    def search(self, words: str) -> Visitor:
        """Look for somebody in a list."""
        self.page.get_by_role("searchbox").first.fill(words)
        return self.click("Szukaj")

    def tick(self, words: str) -> Visitor:
        """Mark the box or the choice whose label contains these words."""
        self.page.get_by_label(re.compile(re.escape(words))).first.check()
        return self

    def tick_all(self) -> Visitor:
        """Mark every box on the page."""
        for box in self.page.get_by_role("checkbox").all():
            box.check()
        return self

    def choose(self, words: str) -> Visitor:
        """Take one of several answers."""
        self.page.get_by_role("radio", name=words, exact=True).check()
        return self

    def select(self, label: str, option: str) -> Visitor:
        """Pick from a list."""
        self.page.get_by_role("combobox", name=label).select_option(label=option)
        return self

    def open_row(self, words: str) -> Visitor:
        """Follow the first link in the row of a table that says so."""
        self.page.get_by_role("row", name=words).get_by_role("link").first.click()
        return self

    def open(self, words: str) -> Visitor:
        """Unfold what the page keeps folded."""
        self.page.locator("summary", has_text=words).first.click()
        return self

    def attach(self, label: str, name: str, data: bytes) -> Visitor:
        file: Any = {"name": name, "mimeType": "image/jpeg", "buffer": data}
        self.page.get_by_label(re.compile(re.escape(label))).set_input_files(file)
        return self

    def download(self, words: str) -> bytes:
        """Take the file behind a link."""
        with self.page.expect_download() as waiting:
            self.click(words)
        return Path(waiting.value.path()).read_bytes()

    # --- seeing

    def reads(self, *words: str) -> Visitor:
        """The page says so, somewhere where it can be seen."""
        for said in words:
            expect(self._text(said)).to_be_visible()
        return self

    def does_not_read(self, words: str) -> Visitor:
        expect(self._text(words)).to_have_count(0)
        return self

    def is_at(self, title: str) -> Visitor:
        """The page under this heading is open."""
        expect(self.page.get_by_role("heading", level=1, name=title)).to_be_visible()
        return self

    def looks(self, title: str) -> Visitor:
        """The page under this heading is open, wide and narrow, and nobody is kept out of it."""
        self.is_at(title)
        self.page.wait_for_load_state("load")
        self.shown += 1
        self.is_scanning = True
        for size in (NARROW, WIDE):
            self.page.set_viewport_size(size)
            self._keep_picture(size["width"])
            self._scan(f"{title} at {size['width']} px")
        self.is_scanning = False
        return self

    def scans(self, what: str) -> Visitor:
        """What floats above the page keeps nobody out either, at the size that the screen has now."""
        self.shown += 1
        self.is_scanning = True
        self._keep_picture(self.page.viewport_size["width"] if self.page.viewport_size else 0)
        self._scan(what)
        self.is_scanning = False
        return self

    def _scan(self, where: str) -> None:
        # The scanner is half a megabyte: the same page gets it once for both sizes.
        is_there = self.page.evaluate("typeof axe !== 'undefined'")
        found = (Axe("true") if is_there else Axe()).run(self.page, options=AXE)
        spoken = [
            f"{where}: {one['id']}: {one['help']}: {node['html'][:160]}"
            for one in found.response["violations"]
            for node in one["nodes"]
        ]
        assert not spoken, "\n".join(spoken)
        assert not self._scrolls_sideways(), f"{where}: wider than the screen"

    def _scrolls_sideways(self) -> bool:
        return bool(
            self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
        )

    def _keep_picture(self, width: int) -> None:
        if SHOTS:
            name = f"{self.name}-{self.shown:02d}-{width}.png"
            self.page.screenshot(path=Path(SHOTS) / name, full_page=True)

    # --- the demonstration's own pages

    def signs_in_as(self, name: str) -> Visitor:
        """One click on the start page of the demonstration."""
        self.go("/demo/")
        return self.click(f"Zaloguj się jako {name}")

    def lets_time_pass(self, *steps: str) -> Visitor:
        """Move the clock by buttons: "7 dni", "1 dzień"."""
        for step in steps:
            self.go("/demo/").click(f"+ {step}").reads("Zegar poszedł do przodu")
        return self

    def letter(self, to: str, about: str, *, at_least: int = 1) -> dict[str, str]:
        """The newest message to this address whose subject says so, once the worker has sent so many."""
        for _ in range(PATIENCE):
            self.go(f"/demo/mail/?to={to}")
            if self.page.locator(".mailbox__subject", has_text=about).count() >= at_least:
                break
        letters = self.page.request.get(f"/demo/mail.json?to={to}").json()
        fitting = [one for one in letters if about in one["subject"]]
        assert fitting, (
            f"No message to {to} about “{about}”, only: {[one['subject'] for one in letters]}"
        )
        return dict(fitting[0])

    def opens_letter(self, to: str, about: str, button: str) -> Visitor:
        """Read the message as it looks, and press its button."""
        self.letter(to, about)
        self.page.locator(".mailbox__item", has_text=about).first.click()
        self.page.frame_locator(".mailbox__letter iframe").get_by_role("link", name=button).click()
        return self

    # --- inner things

    def _named(self, role: Any, words: str) -> Locator:
        """By its whole name: staff's buttons end with the key that presses them, hidden words begin with a gap."""
        spoken = re.escape(words).replace(":", " ?:")
        name = re.compile(rf"^{spoken}( [A-Z])?$")
        return self.page.get_by_role(role, name=name).locator("visible=true")

    def _text(self, words: str) -> Locator:
        spaced = re.compile(r"[\s\u00a0]+".join(map(re.escape, words.split())))
        return self.page.get_by_text(spaced).locator("visible=true").first

    def _note_console(self, said: ConsoleMessage) -> None:
        """Errors of the page; what scanner and camera do to it is not the page's, and a refused form is no error."""
        is_told = "422" in said.text or said.location["url"] in self.gone
        if said.type == "error" and not self.is_scanning and not is_told:
            self._note(f"{said.text} ({said.location['url']})")

    def _note_gone(self, response: Response) -> None:
        """What is over or not allowed opens a page that says so; whether it says the right thing, the story sees."""
        if response.status in (403, 404, 410) and response.request.is_navigation_request():
            self.gone.add(response.url)

    def _note(self, complaint: str) -> None:
        self.complaints.append(f"{self.name} at {self.page.url}: {complaint}")

    def _note_stranger(self, address: str) -> None:
        if not address.startswith((self.url, self.beside, "data:", "blob:", "about:")):
            self._note(f"a request left for {address}")
