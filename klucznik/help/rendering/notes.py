"""Which quotes are notes: those that begin with a mark in bold, `> **Uwaga.** …`."""

from __future__ import annotations

from typing import Final

from markdown_it.token import Token

MARKS: Final = {
    "Uwaga.": "note",
    "Note.": "note",
    "Ważne.": "important",
    "Important.": "important",
}


def note_kind(following: list[Token]) -> str:
    """`note` or `important` by the first words after the quote's opening; empty for a plain quote."""
    if len(following) < 2 or following[1].type != "inline":
        return ""
    children = [
        child for child in following[1].children or [] if child.type != "text" or child.content
    ]
    if len(children) < 2 or children[0].type != "strong_open":
        return ""
    return MARKS.get(children[1].content.strip(), "")
