"""The revisions of a text: what each of them is, and what differs between two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from klucznik.core.differences import Change, changes
from klucznik.core.templatetags.ui import datetime_long
from klucznik.help.models import Article, Revision, Text

SHOWN = 30


@dataclass(frozen=True)
class Part:
    """A part of the words that differs: its name, and how."""

    label: str
    changes: list[Change]


@dataclass(frozen=True)
class Clash:
    """A colleague's words beside those that could not be saved over them."""

    theirs: Revision
    parts: list[Part]


def revisions_of(article: Article, language: str) -> QuerySet[Revision]:
    """All that was ever written, with who wrote and published it."""
    rows = Revision.objects.filter(article=article, language=language)
    return rows.select_related("made_by", "published_by").order_by("-number")


def mark_states(rows: list[Revision], text: Text | None, *, withdrawn: bool) -> None:
    """Give each revision its state: a shape and words."""
    for row in rows:
        is_shown = text is not None and text.revision_id == row.pk and not withdrawn
        row.state = _state(row, is_shown=is_shown)  # type: ignore[attr-defined]
        row.can_return = row.published_at is not None and not is_shown  # type: ignore[attr-defined]


def _state(row: Revision, *, is_shown: bool) -> tuple[str, str]:
    if row.dropped_at is not None:
        return "ended", pgettext("article", "dropped")
    if row.published_at is not None:
        return ("ok", _("readers see it")) if is_shown else ("ended", _("published earlier"))
    if row.publish_at is not None:
        return "waiting", _("planned for %(when)s") % {"when": datetime_long(row.publish_at)}
    return "attention", pgettext("article", "draft")


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[Part]:
    """Part by part, only where something differs; spaces and numbers of list items do not count."""
    parts = [
        Part(pgettext("article", "Title"), changes(before["title"], after["title"], marks=True)),
        Part(
            pgettext("article", "Summary"), changes(before["summary"], after["summary"], marks=True)
        ),
        Part(_("Keywords"), changes(*_lines(before, after), marks=True)),
        Part(pgettext("article", "Text"), changes(before["body"], after["body"], marks=True)),
    ]
    return [part for part in parts if part.changes]


def _lines(before: dict[str, Any], after: dict[str, Any]) -> tuple[str, str]:
    """Keywords as paragraphs: one that came or went is told as such."""
    return "\n\n".join(before["keywords"]), "\n\n".join(after["keywords"])


def clash(theirs: Revision | None, mine: dict[str, Any]) -> Clash | None:
    """What a colleague has now, and how the words that were typed differ from it."""
    if theirs is None:
        return None
    words = {name: getattr(theirs, name) for name in ("title", "summary", "keywords", "body")}
    return Clash(theirs, differences(words, mine))
