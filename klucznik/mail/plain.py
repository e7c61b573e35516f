"""The text part of an e-mail, made from its HTML part, so that the two never tell different things."""

from __future__ import annotations

import re
from html.parser import HTMLParser

VOID = {"br", "img", "meta", "link", "hr"}
BLOCKS = {"p", "h1", "h2", "h3", "table", "tr", "ul", "ol", "div", "li"}


class _Reader(HTMLParser):
    """Collects text; paragraphs become empty lines, items dashes, links their address behind the words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.hidden = 0
        self.href = ""
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        inside = self.hidden and tag not in VOID
        if inside or tag in ("style", "title", "script") or "data-html-only" in given:
            self.hidden += 1
        elif tag == "li":
            self.out.append("\n- ")
        elif tag == "br":
            self.out.append("\n")
        elif tag == "td":
            self.out.append(" ")
        elif tag in BLOCKS:
            self.out.append("\n\n" if tag != "tr" else "\n")
        elif tag == "a":
            self.href, self.words = given.get("href") or "", ""

    def handle_endtag(self, tag: str) -> None:
        if self.hidden:
            self.hidden -= 1
        elif tag == "a" and self.href:
            if self.words.strip() and self.words.strip() != self.href.removeprefix("mailto:"):
                self.out.append(f":\n{self.href}\n")
            self.href = ""
        elif tag in ("p", "h1", "h2", "h3", "ul", "ol", "table"):
            self.out.append("\n\n")

    def handle_data(self, data: str) -> None:
        if self.hidden:
            return
        text = re.sub(r"[ \t\r\n]+", " ", data)
        if self.href:
            self.words += text
        self.out.append(text)


def plain(html: str) -> str:
    """Readable text of an HTML message: paragraphs, lists with dashes, each address on a line of its own."""
    reader = _Reader()
    reader.feed(html)
    lines = [line.strip() for line in "".join(reader.out).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"
