"""Whether HTML holds nothing but what articles may hold: read again by another parser, against a list of its own."""

from __future__ import annotations

import re
from html.parser import HTMLParser

# Every element of an article, with its attributes.
ALLOWED = {
    "a": {"href", "rel", "class", "aria-label"},
    "blockquote": set(),
    "br": set(),
    "caption": {"class"},
    "code": set(),
    "div": {"class", "role"},
    "em": set(),
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "hr": set(),
    "img": {"src", "alt", "loading"},
    "li": {"class", "id"},
    "ol": {"class", "start"},
    "p": set(),
    "pre": set(),
    "strong": set(),
    "table": {"class"},
    "tbody": set(),
    "td": {"class", "data-label"},
    "th": {"scope"},
    "thead": set(),
    "tr": set(),
    "ul": set(),
}
EMPTY = {"br", "hr", "img"}
ADDRESS = re.compile(
    r"/[a-z][^\\\s]*|#[a-z0-9-]+|https://[A-Za-z0-9.:-]+([/?#].*)?|mailto:[^\s?]+@[^\s?]+"
)


class Judge(HTMLParser):
    """Collects everything that has no place in an article."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED:
            self.wrong.append(f"<{tag}>")
        if tag not in EMPTY:
            self.open.append(tag)
        for name, value in attrs:
            if name not in ALLOWED.get(tag, set()):
                self.wrong.append(f"<{tag} {name}={value!r}>")
            elif name in {"href", "src"} and not ADDRESS.fullmatch(value or ""):
                self.wrong.append(f"{name}={value!r}")
            elif name == "id":
                self.ids.append(value or "")
        if tag == "img" and not dict(attrs).get("alt"):
            self.wrong.append("a picture without words")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing")

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.wrong.append(f"<?{data}>")


def wrong_in(html: str) -> list[str]:
    """What must not be there."""
    judge = Judge()
    judge.feed(html)
    judge.close()
    twice = {name for name in judge.ids if judge.ids.count(name) > 1}
    return [
        *judge.wrong,
        *(f"left open: {tag}" for tag in judge.open),
        *(f"id {x} twice" for x in twice),
    ]
