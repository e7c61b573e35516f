"""The words of an HTML message, without what its program quoted below them; in time that grows with its length only."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

SILENT: Final = {"style", "script", "title", "template", "noscript", "svg", "object", "select"}
VOID: Final = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"),
    *("param", "source", "track", "wbr"),
}
ENDING: Final = {"p", "table", "ul", "ol", "h1", "h2", "h3"}
BLOCKS: Final = ENDING | {
    *("div", "h4", "h5", "h6", "tr", "li", "pre", "section", "article", "header", "footer"),
    *("address", "dl", "dt", "dd"),
}
NAME: Final = re.compile(r"(/?)\s*([a-z][a-z0-9:-]{0,30})", re.I)
# Where mail programs put the message that is answered, and what they hide.
QUOTED: Final = re.compile(
    r"class\s*=\s*[\"']?[^\"'<>]{0,200}(?:gmail_quote|yahoo_quoted|protonmail_quote|moz-cite-prefix|zmail_extra)"
    r"|style\s*=\s*[\"'][^\"'<>]{0,300}(?:display\s*:\s*none|visibility\s*:\s*hidden)",
    re.I,
)
ANSWERED_BELOW: Final = re.compile(
    r"id\s*=\s*[\"']?(?:divRplyFwdMsg|appendonsend|OLK_SRC_BODY)", re.I
)
MOST_OF_A_TAG: Final = 1000


class _Words:
    """Collects text between tags; inside a quoted element nothing, and after the mark of an answer nothing more."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.skipped: list[str] = []

    def take_text(self, text: str) -> None:
        if not self.skipped:
            self.out.append(re.sub(r"\s+", " ", unescape(text)))

    def take_tag(self, closes: bool, name: str, tag: str) -> None:
        if self.skipped:
            self._skip(closes, name)
        elif closes:
            self.out.append(("\n\n" if name in ENDING else "\n") if name in BLOCKS else "")
        elif name == "blockquote" or (name not in VOID and QUOTED.search(tag)):
            self.skipped = [name]
        elif name in BLOCKS or name in ("br", "hr"):
            self.out.append("\n- " if name == "li" else "\n")

    def _skip(self, closes: bool, name: str) -> None:
        """Elements of the same name inside a quoted one are counted, so that its own end is found."""
        if name == self.skipped[0]:
            self.skipped = self.skipped[1:] if closes else [*self.skipped[:500], name]


def plain_of(html: str) -> str:
    """Readable text; when nothing is left, all words without their tags."""
    words = _read(html)
    return words if words.strip() else unescape(re.sub(r"<[^<>]*>", " ", html))


def _read(html: str) -> str:
    words, at, lower = _Words(), 0, html.lower()
    while at < len(html):
        begin = html.find("<", at)
        if begin < 0:
            words.take_text(html[at:])
            break
        words.take_text(html[at:begin])
        at, name, closes, tag = _tag(html, lower, begin)
        if ANSWERED_BELOW.search(tag):
            break
        if name:
            words.take_tag(closes, name, tag)
    return "".join(words.out)


def _tag(html: str, lower: str, begin: int) -> tuple[int, str, bool, str]:
    """What begins here: where the text goes on, the name, whether it closes, and its words."""
    if lower.startswith("<!--", begin):
        end = lower.find("-->", begin)
        return (len(html) if end < 0 else end + 3), "", False, ""
    end = html.find(">", begin)
    if end < 0:
        return len(html), "", False, ""
    tag = html[begin + 1 : min(end, begin + MOST_OF_A_TAG)]
    found = NAME.match(tag)
    name = found[2].lower() if found else ""
    closes = bool(found and found[1])
    if name in SILENT and not closes:
        after = lower.find(f"</{name}", end)
        return (len(html) if after < 0 else after), "", False, ""
    return end + 1, name, closes, tag
