"""Articles in two languages with all their revisions, how they are found, and what readers said of them."""

from __future__ import annotations

from klucznik.help.models.articles import LANGUAGES, Article, Attachment, Revision, Text
from klucznik.help.models.finding import Entry, Index, SearchCount, Term
from klucznik.help.models.voices import Reason, Voice

__all__ = [
    "LANGUAGES",
    "Article",
    "Attachment",
    "Entry",
    "Index",
    "Reason",
    "Revision",
    "SearchCount",
    "Term",
    "Text",
    "Voice",
]
