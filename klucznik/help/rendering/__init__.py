"""An article's Markdown as HTML that is safe by construction, its headings, its bare words and what is wrong."""

from __future__ import annotations

from klucznik.help.models import Article
from klucznik.help.rendering.known import Known, known_to
from klucznik.help.rendering.parsing import parse
from klucznik.help.rendering.writing import Problem, Rendered, Writer

__all__ = ["RENDERER", "Known", "Problem", "Rendered", "known_to", "render"]

# Texts that were made by an older renderer are made again when the portal is prepared: count up with each change.
RENDERER = 1


def render(
    body: str, *, language: str, article: Article | None = None, known: Known | None = None
) -> Rendered:
    """`known` tells which articles, files and facts there are; without it, the database and the settings do."""
    writer = Writer(language, known or known_to(article))
    writer.write(parse(body))
    return writer.rendered()
