"""Markdown as tokens: CommonMark with tables. Raw HTML is recognised only so that it can be told about."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token


def parse(body: str) -> list[Token]:
    """The tokens of a text; nothing in them has been judged yet, the writer does that."""
    return _parser().parse(body)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    # Every link becomes a token as it is written; which of them may be links, linking.py decides.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    return parser
