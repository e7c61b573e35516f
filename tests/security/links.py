"""Where a page or a message leads."""

from __future__ import annotations

from html.parser import HTMLParser


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]


def links_of(html: str) -> list[str]:
    reader = _Reader()
    reader.feed(html)
    return reader.links


def tags_of(html: str) -> set[str]:
    reader = _Reader()
    reader.feed(html)
    return reader.tags
