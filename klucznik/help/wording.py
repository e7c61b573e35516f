"""A step of the guide in the reader's words: numbers that the settings decide, and the addresses behind buttons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise

from klucznik.help.facts import facts
from klucznik.help.guide import Step
from klucznik.help.ways_in.pieces import End, Question


def told(step: Step) -> dict[str, Any]:
    """The words of a step for its page: the question with its answers, or the door."""
    known = facts()
    here = step.here
    if isinstance(here, End):
        return {"given": _given(step, known), "end": _door(here, known)}
    assert isinstance(here, Question)
    answers = [
        {"words": said(answer.words, known), "hint": said(answer.hint, known), "way": way}
        for answer, way in step.onward
    ]
    return {"question": said(here.words, known), "answers": answers}


def said(words: str | Promise, known: Mapping[str, str]) -> str:
    """The words with their numbers, each read where it is decided."""
    return str(words) % known


def address_of(end: End) -> str:
    """Where the button leads: the page, or sign-in and then the page."""
    page = reverse("help:go", args=[end.page]) if end.in_company else reverse(end.page)
    if not end.signed_in:
        return page
    return f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': page})}"


def _given(step: Step, known: Mapping[str, str]) -> list[dict[str, str]]:
    """Each question that was asked with its answer, and the way back to it."""
    ways = ["", *(step.way_to(number) for number in range(1, len(step.given)))]
    return [
        {"question": said(asked.words, known), "words": said(answer.words, known), "way": way}
        for asked, answer, way in zip(step.asked, step.given, ways, strict=True)
    ]


def _door(end: End, known: Mapping[str, str]) -> dict[str, Any]:
    return {
        "title": said(end.title, known),
        "sentences": [said(sentence, known) for sentence in end.sentences],
        "button": said(end.button, known),
        "url": address_of(end),
        "takes": said(end.takes, known),
        "at_hand": [said(thing, known) for thing in end.at_hand],
        "article": end.article,
    }
