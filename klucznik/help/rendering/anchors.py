"""Names by which one points into an article: of its headings and of its numbered steps, each once."""

from __future__ import annotations

from typing import Final

from django.utils.text import slugify

STEP: Final = {"pl": "krok", "en": "step"}
NO_ACCENT: Final = str.maketrans("łŁ", "lL")
# Names that the page around the article uses for itself.
TAKEN: Final = (
    "content",
    "contents",
    "messages",
    "voice",
    "search",
    "rail",
    "reveal-button",
    "section",
)


class Anchors:
    """Gives names while a text is written from its beginning to its end.

    Steps of the first section that has any are `krok-1`, `krok-2`; in others the section goes first
    (`drugi-sposob-krok-1`). A second list of the same section counts on, so that no name is there twice.
    """

    def __init__(self, language: str) -> None:
        self.word = STEP[language]
        self.seen = set(TAKEN)
        self.section = ""
        self.with_steps: str | None = None
        self.count, self.number = 0, 1

    def heading(self, text: str) -> str:
        """A new section begins."""
        name = self._once(slugify(text.translate(NO_ACCENT))[:60].strip("-") or "section")
        self.section, self.count = name, 0
        return name

    def begin(self, number: int) -> None:
        """A list of steps begins with this number."""
        self.number = number
        self.count = max(self.count, number - 1)
        if self.with_steps is None:
            self.with_steps = self.section

    def step(self) -> tuple[str, int]:
        """The name of the next step, and the number that it shows."""
        self.count += 1
        before = "" if self.section == self.with_steps else f"{self.section}-"
        shown, self.number = self.number, self.number + 1
        return self._once(f"{before}{self.word}-{self.count}"), shown

    def _once(self, name: str) -> str:
        unique, times = name, 1
        while unique in self.seen:
            times += 1
            unique = f"{name}-{times}"
        self.seen.add(unique)
        return unique
