"""What programs send and receive to act for somebody."""

from __future__ import annotations

import re
from typing import Annotated

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from ninja import Field, Schema
from pydantic import AfterValidator

from klucznik.core.problems import Input
from klucznik.core.text import LINK, clean_line
from klucznik.programs.grants import CODE_LIVES, Asked, Issued
from klucznik.programs.models import IDLE


def shown(value: str) -> str:
    """As its person will read it, on a page and in a message: one line, and nothing that a mailbox makes a link of."""
    line = clean_line(value)
    if LINK.search(line):
        line = clean_line(re.sub(r"[./:\\]+", " ", line))
    return line


def named(value: str) -> str:
    """The same, with something to read and not grown out of its column."""
    line = shown(value)
    if not any(char.isalnum() for char in line):
        raise ValueError("needs a letter or a digit")
    return fitting(line, 80)


def fitting(line: str, most: int) -> str:
    if len(line) > most:
        raise ValueError(f"has more than {most} characters")
    return line


Name = Annotated[str, Field(max_length=80), AfterValidator(named)]
Version = Annotated[
    str, Field(max_length=40), AfterValidator(lambda value: fitting(shown(value), 40))
]


class BeginIn(Input):
    """A program introduces itself, in the words that its person will read."""

    program: Name
    device_name: Name
    version: Version = ""


class BeginOut(Schema):
    """Both codes, and where the person types theirs."""

    device_code: str
    user_code: str
    verification_url: str
    verification_url_complete: str
    expires_in: int
    interval: int

    @classmethod
    def of(cls, asked: Asked) -> BeginOut:
        url = settings.PUBLIC_URL + reverse("program:enter")
        return cls(
            device_code=asked.device_code,
            user_code=asked.user_code,
            verification_url=url,
            verification_url_complete=f"{url}?{urlencode({'code': asked.user_code})}",
            expires_in=int(CODE_LIVES.total_seconds()),
            interval=asked.grant.interval,
        )


class FetchIn(Input):
    device_code: str = Field(max_length=200)


class PersonOut(Schema):
    id: str
    name: str
    email: str


class TokenOut(Schema):
    """The token, told this once; it ends after `expires_in` seconds without use."""

    token: str
    token_type: str
    expires_in: int
    person: PersonOut

    @classmethod
    def of(cls, issued: Issued) -> TokenOut:
        person = issued.token.person
        return cls(
            token=issued.text,
            token_type="Bearer",  # noqa: S106 (a kind, not a secret)
            expires_in=int(IDLE.total_seconds()),
            person=PersonOut(id=person.public_id, name=person.display_name, email=person.email),
        )
