"""A step of the guide in the reader's words: numbers that the settings decide, and the addresses behind buttons."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise

from klucznik.accounts.addresses import CONFIRM_HOURS, UNDO_DAYS
from klucznik.help.guide import Step
from klucznik.help.ways_in.pieces import End, Question
from klucznik.limits.rules import LIMITS


def numbers() -> dict[str, int]:
    """What stands in the words of the guide, each read where it is decided."""
    return {
        "activation_hours": settings.ACTIVATION_HOURS,
        "address_hours": CONFIRM_HOURS,
        "address_undo_days": UNDO_DAYS,
        "deletion_days": settings.DELETION_DAYS,
        "factor_loss_days": settings.FACTOR_LOSS_DAYS,
        "reset_hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
        "tries_minutes": int(LIMITS["sign_in.account_address"].window.total_seconds() // 60),
    }


def told(step: Step) -> dict[str, Any]:
    """The words of a step for its page: the question with its answers, or the door."""
    known = numbers()
    given = [{"words": said(answer.words, known)} for answer in step.given]
    here = step.here
    if isinstance(here, End):
        return {"given": given, "end": _door(here, known)}
    assert isinstance(here, Question)
    answers = [
        {"words": said(answer.words, known), "hint": said(answer.hint, known), "way": way}
        for answer, way in step.onward
    ]
    return {"given": given, "question": said(here.words, known), "answers": answers}


def said(words: str | Promise, known: dict[str, int]) -> str:
    """The words with their numbers."""
    return str(words) % known


def address_of(end: End) -> str:
    """Where the button leads: the page, or sign-in and then the page."""
    page = reverse("help:go", args=[end.page]) if end.in_company else reverse(end.page)
    if not end.signed_in:
        return page
    return f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': page})}"


def _door(end: End, known: dict[str, int]) -> dict[str, Any]:
    return {
        "title": said(end.title, known),
        "sentences": [said(sentence, known) for sentence in end.sentences],
        "button": said(end.button, known),
        "url": address_of(end),
        "takes": said(end.takes, known),
        "at_hand": [said(thing, known) for thing in end.at_hand],
        "article": end.article,
    }
