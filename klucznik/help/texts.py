"""What readers see, made from one revision: rendered once, stored, and put into the index of the search."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from klucznik.help.facts import fill, unknown
from klucznik.help.indexing import index
from klucznik.help.models import Article, Revision, Text
from klucznik.help.rendering import RENDERER, Known, Rendered, render


def lock(article: Article) -> Article:
    """The article as it is now; nobody else changes what readers see of it until this transaction ends."""
    return Article.objects.select_for_update().get(pk=article.pk)


def made_with(facts: Mapping[str, str]) -> str:
    """Changes with the renderer and with every fact: texts that were made with something else are made again."""
    told = json.dumps([RENDERER, sorted(facts.items())], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def problems_of(revision: Revision, rendered: Rendered, known: Known) -> list[str]:
    """Why readers cannot get these words; those of the body first."""
    told: list[str] = list(rendered.problems)
    for name in unknown(f"{revision.title} {revision.summary}", known.facts):
        told.append(_("There is no fact {%(name)s}.") % {"name": name})
    return told


def rendered(revision: Revision, known: Known) -> Rendered:
    """Its body as HTML."""
    return render(revision.body, language=revision.language, known=known)


def show(revision: Revision, made: Rendered, known: Known, *, modified_at: datetime) -> Text:
    """Readers see this revision from now on, and find it."""
    text = write(revision, made, known, modified_at=modified_at)
    index(text)
    return text


def write(revision: Revision, made: Rendered, known: Known, *, modified_at: datetime) -> Text:
    """Readers see this revision from now on; whoever writes puts it into the index as well."""
    text, _new = Text.objects.update_or_create(
        article=revision.article,
        language=revision.language,
        defaults={
            "revision": revision,
            "title": fill(revision.title, known.facts),
            "summary": fill(revision.summary, known.facts),
            "html": made.html,
            "headings": made.headings,
            "plain": made.plain,
            "made_with": made_with(known.facts),
            "modified_at": modified_at,
        },
    )
    return text
