"""Tokens as HTML: only what stands here is ever written; everything else is escaped as text and told as a problem."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.html import escape
from django.utils.translation import gettext as _
from markdown_it.token import Token

from klucznik.core.typesetting import NBSP
from klucznik.help.facts import fill, unknown
from klucznik.help.rendering.anchors import STEP, Anchors
from klucznik.help.rendering.gluing import glued
from klucznik.help.rendering.known import Known
from klucznik.help.rendering.linking import NoLink, address
from klucznik.help.rendering.notes import note_kind

# Blocks and marks that are written just so; all others have a method of their own.
PLAIN: Final = {
    "paragraph_open": "<p>",
    "paragraph_close": "</p>\n",
    "bullet_list_open": "<ul>\n",
    "bullet_list_close": "</ul>\n",
    "ordered_list_close": "</ol>\n",
    "hr": "<hr>\n",
    "table_close": "</table></div>\n",
    "thead_open": "<thead>",
    "tbody_open": "<tbody>\n",
    "tbody_close": "</tbody>\n",
    "tr_close": "</tr>\n",
    "th_close": "</th>",
    "td_close": "</td>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "em_open": "<em>",
    "em_close": "</em>",
    "hardbreak": "<br>\n",
}
# A document has one first heading, its title.
HEADINGS: Final = {"h1": 2, "h2": 2, "h3": 3}
LOWEST: Final = 4
IN_CONTENTS: Final = 3


class Problem(str):
    """A sentence about what is wrong, with the line of the text on which its paragraph begins."""

    line: int

    def __new__(cls, sentence: str, line: int) -> Problem:
        problem = super().__new__(cls, sentence)
        problem.line = line
        return problem


@dataclass(frozen=True)
class Rendered:
    """What is stored when a text is published; `problems` are sentences, and with any of them it is not."""

    html: str
    headings: list[dict[str, Any]]
    plain: str
    problems: list[Problem] = field(default_factory=list)


class Writer:
    """Writes one text."""

    def __init__(self, language: str, known: Known) -> None:
        self.language, self.known = language, known
        self.anchors = Anchors(language)
        self.pieces: list[str] = []
        self.headings: list[dict[str, Any]] = []
        self.words: list[str] = []
        self.problems: list[Problem] = []
        self.line = 1
        self.closing: list[str] = []  # of quotes and items that are open
        self.is_link = False
        self.columns: list[str] = []
        self.column = 0
        self.caption_at = 0

    def rendered(self) -> Rendered:
        problems = list(dict.fromkeys(self.problems))
        plain = "\n".join(filter(None, self.words))
        return Rendered("".join(self.pieces), self.headings, plain, problems)

    def write(self, tokens: list[Token]) -> None:
        """All tokens of a text in their order."""
        for place, token in enumerate(tokens):
            self.line = token.map[0] + 1 if token.map else self.line
            match token.type:
                case "inline":
                    self._inline(token.children or [])
                case "heading_open":
                    self._heading(token, tokens[place + 1].children or [])
                case "heading_close":
                    self.pieces.append(f"</h{HEADINGS.get(token.tag, LOWEST)}>\n")
                case "blockquote_open":
                    self._quote(tokens[place + 1 : place + 3])
                case "ordered_list_open":
                    self._ordered(token)
                case "list_item_open":
                    self._item(token)
                case "thead_close":
                    self._caption()
                case "table_open" | "tr_open" | "th_open" | "td_open":
                    self._table(token, tokens[place + 1].children or [])
                case "blockquote_close" | "list_item_close":
                    self.pieces.append(self.closing.pop())
                case "fence" | "code_block":
                    self._code(token)
                case "paragraph_open" | "paragraph_close" if token.hidden:
                    pass
                case kind:
                    self.pieces.append(PLAIN[kind] if kind in PLAIN else self._strange(token))

    def _heading(self, token: Token, children: list[Token]) -> None:
        level = HEADINGS.get(token.tag, LOWEST)
        text = fill(plain_text(children), self.known.facts)
        anchor = self.anchors.heading(text)
        self.pieces.append(f'<h{level} id="{escape(anchor)}">')
        if level <= IN_CONTENTS:
            self.headings.append({"level": level, "id": anchor, "text": text})

    def _quote(self, following: list[Token]) -> None:
        kind = note_kind(following)
        opening = f'<div class="note note--{kind}" role="note">' if kind else "<blockquote>"
        self.pieces.append(f"{opening}\n")
        self.closing.append("</div>\n" if kind else "</blockquote>\n")

    def _ordered(self, token: Token) -> None:
        """Numbered steps stand at the top level; a list inside something else only counts."""
        first = int(token.attrGet("start") or 1)
        if token.level == 0:
            self.anchors.begin(first)
        number = f' start="{first}"' if first != 1 else ""
        kind = ' class="walk"' if token.level == 0 else ""
        self.pieces.append(f"<ol{kind}{number}>\n")

    def _item(self, token: Token) -> None:
        if token.level != 1 or not token.info:
            self.pieces.append("<li>")
            self.closing.append("</li>\n")
            return
        anchor, number = self.anchors.step()
        name = f"{STEP[self.language].capitalize()} {number}"
        self.pieces.append(
            f'<li class="walk__step" id="{escape(anchor)}"><a class="walk__mark" href="#{escape(anchor)}" '
            f'aria-label="{escape(name)}">{number}</a><div class="walk__body">'
        )
        self.closing.append("</div></li>\n")

    def _table(self, token: Token, children: list[Token]) -> None:
        """On a phone each row becomes a card: its first cell the title, the others named by their columns."""
        match token.type:
            case "table_open":
                self.columns = []
                self.pieces.append('<div class="table-wrap"><table class="table">\n')
                self.caption_at = len(self.pieces)
            case "tr_open":
                self.column = 0
                self.pieces.append("<tr>")
            case "th_open":
                self.columns.append(fill(plain_text(children), self.known.facts))
                self.pieces.append('<th scope="col">')
            case _:
                name = escape(self.columns[self.column]) if self.column < len(self.columns) else ""
                first = ' class="table__main"'
                label = f' data-label="{name}"'
                self.pieces.append(f"<td{label if self.column else first}>")
                self.column += 1

    def _caption(self) -> None:
        """For those who do not see the table: the heading above it, else what its columns are."""
        self.pieces.append("</thead>\n")
        above = (
            self.headings[-1]["text"] if self.headings else ", ".join(filter(None, self.columns))
        )
        caption = f'<caption class="visually-hidden">{escape(above)}</caption>\n' if above else ""
        self.pieces.insert(self.caption_at, caption)

    def _code(self, token: Token) -> None:
        self.pieces.append(f"<pre><code>{escape(token.content)}</code></pre>\n")
        self.words.append(" ".join(token.content.split()))

    def _inline(self, children: list[Token]) -> None:
        """The pieces of a paragraph, with spaces that hold across them."""
        texts = glued([self._text(child) for child in children], self.language)
        for child, text in zip(children, texts, strict=True):
            self.pieces.append(self._piece(child, text))
        shown = [
            child.content if text is None and child.type == "code_inline" else text or ""
            for child, text in zip(children, texts, strict=True)
        ]
        self.words.append(" ".join("".join(shown).replace(NBSP, " ").split()))

    def _text(self, token: Token) -> str | None:
        """What a piece says, with its facts; None for what is not set as text."""
        match token.type:
            case "text":
                for name in unknown(token.content, self.known.facts):
                    self._problem(_("There is no fact {%(name)s}.") % {"name": name})
                return fill(token.content, self.known.facts)
            case "softbreak" | "hardbreak":
                return "\n"
            case "code_inline" | "image" | "html_inline":
                return None
        return ""

    def _piece(self, token: Token, text: str | None) -> str:
        match token.type:
            case "text" | "softbreak":
                return str(escape(text))
            case "code_inline":
                return f"<code>{escape(token.content)}</code>"
            case "link_open":
                return self._link(str(token.attrGet("href") or ""))
            case "link_close":
                closing, self.is_link = ("</a>" if self.is_link else ""), False
                return closing
            case "image":
                return self._picture(token)
        return PLAIN[token.type] if token.type in PLAIN else self._strange(token)

    def _link(self, target: str) -> str:
        try:
            there = address(target, self.known)
        except NoLink as why:
            self._problem(str(why))
            return ""
        self.is_link = True
        outside = ' rel="external noopener"' if there.startswith("https:") else ""
        return f'<a href="{escape(there)}"{outside}>'

    def _picture(self, token: Token) -> str:
        """A picture of the article's own; without words for those who do not see it, it is not shown."""
        source = str(token.attrGet("src") or "")
        words = " ".join(plain_text(token.children or []).split())
        scheme, _colon, name = source.partition(":")
        file = self.known.files.get(name) if scheme == "file" else None
        if file is None or not file.is_picture:
            self._problem(
                _("The article has no picture “%(name)s”.") % {"name": (name or source)[:80]}
            )
        elif not words:
            self._problem(_("The picture “%(name)s” has no alternative text.") % {"name": name})
        else:
            return f'<img src="{escape(file.address)}" alt="{escape(words)}" loading="lazy">'
        return str(escape(words))

    def _problem(self, sentence: str) -> None:
        self.problems.append(Problem(sentence, self.line))

    def _strange(self, token: Token) -> str:
        """HTML, or something that a newer parser knows: it is shown as it is written."""
        self._problem(
            _("HTML is not used in articles; it would be shown as text: “%(text)s”.")
            % {"text": token.content.strip()[:60]}
        )
        shown = str(escape(token.content.strip()))
        return f"<p>{shown}</p>\n" if token.block else shown


def plain_text(children: list[Token]) -> str:
    """The bare words of a paragraph."""
    kept = ("text", "code_inline", "softbreak")
    return "".join(
        " " if child.type == "softbreak" else child.content
        for child in children
        if child.type in kept
    )
