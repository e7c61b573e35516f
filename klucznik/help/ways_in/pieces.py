"""What the guide is made of: questions with answers, and doors; all of it words and names of pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["SIGN_IN", "Answer", "End", "Question", "_"]

SIGN_IN = _("Sign in")


@dataclass(frozen=True)
class End:
    """The right door: what it is, two or three sentences, one button, how long it takes, what to have at hand."""

    title: str | Promise
    sentences: tuple[str | Promise, ...]
    # The button, and the name of the page behind it.
    button: str | Promise
    page: str
    takes: str | Promise
    at_hand: tuple[str | Promise, ...]
    # Key of the article that tells more.
    article: str
    # Whether sign-in stands before the page, and the choice of a company behind that.
    signed_in: bool = False
    in_company: bool = False


@dataclass(frozen=True)
class Answer:
    """What somebody may say, and the question or the door behind it."""

    code: str
    words: str | Promise
    to: Any
    hint: str | Promise = ""


@dataclass(frozen=True)
class Question:
    """One question of one screen."""

    words: str | Promise
    answers: tuple[Answer, ...]
