"""Notices of the tests, made by the actions of the staff."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.news.actions.publishing import publish
from klucznik.news.actions.writing import Content, draft
from klucznik.news.models import Notice


def content(kind: str = "news", **given: Any) -> Content:
    """A complete notice for everybody; a break is tomorrow for two hours."""
    if kind == "break":
        start = (clock.now() + timedelta(days=1)).replace(second=0, microsecond=0)
        given = {
            "starts_at": start,
            "ends_at": start + timedelta(hours=2),
            "impact": "down",
        } | given
    given.setdefault("titles", {"pl": "Ważna wiadomość", "en": "Important words"})
    given.setdefault("bodies", {"pl": "Treść po polsku.", "en": "Words in English."})
    given.setdefault("services", ["portal"] if kind in ("break", "trouble") else [])
    return Content(kind=kind, **given)


def drafted(staff: User, kind: str = "news", **given: Any) -> Notice:
    return draft(staff, content(kind, **given))


def told(staff: User, kind: str = "news", **given: Any) -> Notice:
    """A published notice."""
    return publish(staff, drafted(staff, kind, **given))


def typed(**given: Any) -> dict[str, Any]:
    """What a person types into the form of a notice."""
    return {
        "kind": "news",
        "title_pl": "Ważna wiadomość",
        "body_pl": "Treść po polsku.",
        "title_en": "Important words",
        "body_en": "Words in English.",
        "impact": "none",
    } | given


def at(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(f"{text}+00:00")
