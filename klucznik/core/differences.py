"""What changed between two texts, paragraph by paragraph and word by word, for people to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

ITEM = re.compile(r"^\s*(?:\d+[.)]|[-*+])\s+")
ROW = re.compile(r"^\s*\|")
NUMBER = re.compile(r"^(\s*)\d+[.)]\s+")
HEADING = re.compile(r"^#{1,6}\s+")
# Below this likeness two paragraphs are told as one that went and one that came.
ALIKE = 0.5

Mark = Literal["same", "gone", "new"]


@dataclass(frozen=True)
class Change:
    """One paragraph that came, went or reads differently, under the heading where it stands."""

    heading: str
    pieces: tuple[tuple[Mark, str], ...]

    @property
    def kind(self) -> str:
        marks = {mark for mark, _ in self.pieces}
        return "added" if marks == {"new"} else "removed" if marks == {"gone"} else "changed"


@dataclass(frozen=True)
class _Paragraph:
    heading: str
    text: str


def changes(before: str, after: str, *, marks: bool = False) -> list[Change]:
    """In the order of the new text. Numbers of list items and the wrapping of lines do not count.

    With `marks` the signs of Markdown are words as well, for those who write it: a link that leads elsewhere differs.
    """
    old, new = list(_paragraphs(before, marks)), list(_paragraphs(after, marks))
    matcher = SequenceMatcher(None, [p.text for p in old], [p.text for p in new], autojunk=False)
    found: list[Change] = []
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        if what != "equal":
            found += _compared(old[i1:i2], new[j1:j2])
    return found


def _compared(old: list[_Paragraph], new: list[_Paragraph]) -> Iterator[Change]:
    """Pair each new paragraph with the first old one that is like it; the rest came or went."""
    left = list(old)
    for paragraph in new:
        twin = next((one for one in left if _likeness(one.text, paragraph.text) >= ALIKE), None)
        if twin is None:
            yield Change(paragraph.heading, (("new", paragraph.text),))
            continue
        while left[0] is not twin:
            gone = left.pop(0)
            yield Change(gone.heading, (("gone", gone.text),))
        left.pop(0)
        yield Change(paragraph.heading, tuple(_words(twin.text, paragraph.text)))
    for gone in left:
        yield Change(gone.heading, (("gone", gone.text),))


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _words(before: str, after: str) -> Iterator[tuple[Mark, str]]:
    old, new = before.split(), after.split()
    for what, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield "same", " ".join(old[i1:i2])
            continue
        if i2 > i1:
            yield "gone", " ".join(old[i1:i2])
        if j2 > j1:
            yield "new", " ".join(new[j1:j2])


def _paragraphs(text: str, marks: bool) -> Iterator[_Paragraph]:
    """Paragraphs and list items; a heading is a paragraph, too."""
    heading, lines = "", list[str]()
    for line in [*text.replace("\r\n", "\n").split("\n"), ""]:
        is_start = not line.strip() or bool(ITEM.match(line) or HEADING.match(line))
        is_start |= marks and bool(ROW.match(line))
        if is_start and lines:
            yield _Paragraph(heading, _flat(lines, marks))
            lines = []
        if HEADING.match(line):
            heading = HEADING.sub("", line).strip()
            yield _Paragraph(heading, line.strip() if marks else heading)
        elif line.strip():
            lines.append(NUMBER.sub(r"\g<1>1. ", line) if marks else ITEM.sub("", line))


def _flat(lines: list[str], marks: bool) -> str:
    """The words as they are read: without the signs that only set them."""
    text = " ".join(" ".join(lines).split())
    if marks:
        return text
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    return re.sub(r"(\*\*|__|`)", "", text)
