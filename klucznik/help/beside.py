"""What the panel shows beside a page: fitting articles, one article, or what was found."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from klucznik.help.finding import Found, find
from klucznik.help.models import Text

MOST_FOUND = 6
# Names of places in the article get this before them: the page beside the panel has names of its own.
APART = "help-"


@dataclass(frozen=True)
class Reading:
    """An article to read inside the panel."""

    key: str
    title: str
    summary: str
    language: str
    html: SafeString


def read_here(key: str, language: str) -> Reading | None:
    """One article in this language or in the other; None when there is no such article now."""
    texts = Text.objects.filter(article__key=key, article__withdrawn_at=None)
    found = {text.language: text for text in texts}
    text = found.get(language) or next(iter(found.values()), None)
    if text is None:
        return None
    return Reading(key, text.title, text.summary, text.language, set_apart(text.html))


def sought_here(words: str, language: str) -> Found:
    """The first articles about these words."""
    return find(words, language=language, limit=MOST_FOUND)


def set_apart(html: str) -> SafeString:
    """The article with other names for its places; quotes stand only around attributes, because text is escaped."""
    html = html.replace(' id="', f' id="{APART}').replace(' href="#', f' href="#{APART}')
    return mark_safe(html)  # noqa: S308 - made by our renderer, which writes no markup of others
