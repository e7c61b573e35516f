"""What the value of a key in the catalog file may look like, checked and told in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Protocol

# Safe on the way, or not on any way: a program on this machine, as in the demonstration.
ADDRESS = re.compile(r"(https://[a-z0-9.-]+|http://(127\.0\.0\.1|localhost))(:\d+)?(/[^\s<>\"']*)?")
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
LANGUAGES = ("pl", "en")
LONGEST_STEP = 500
REQUIRED: Final = object()


class Unfit(ValueError):
    """The value does not do; the text goes on after the name of the key."""


class Shape(Protocol):
    """A kind of value."""

    @property
    def words(self) -> str:
        """What may stand there, for the documentation."""

    def take(self, value: Any) -> Any:
        """The value as it is kept; Unfit says what is allowed instead."""


@dataclass(frozen=True)
class Key:
    """A key of a table: its values, what it means, and what holds when it is not there."""

    name: str
    shape: Shape
    meaning: str
    default: Any = REQUIRED
    default_words: str = ""


@dataclass(frozen=True)
class Text:
    """One line of text."""

    longest: int

    @property
    def words(self) -> str:
        return f"text, at most {self.longest} characters"

    def take(self, value: Any) -> str:
        if not isinstance(value, str):
            raise Unfit(f"is {shown(value)}; write a text in quotes")
        if not value.strip():
            raise Unfit("is empty; write a text")
        if len(value) > self.longest:
            raise Unfit(f"has {len(value)} characters; at most {self.longest} fit")
        if CONTROL.search(value):
            raise Unfit("has a line break or another control character; write one plain line")
        return value.strip()


@dataclass(frozen=True)
class Code(Text):
    """An identifier."""

    @property
    def words(self) -> str:
        return f"code, at most {self.longest} characters"

    def take(self, value: Any) -> str:
        code = super().take(value)
        if not CODE.fullmatch(code):
            raise Unfit("may have small letters, digits and single dashes only")
        return code


@dataclass(frozen=True)
class Address(Text):
    """A page of the vendor; people are led there, so it is safe on the way."""

    longest: int = 200

    @property
    def words(self) -> str:
        return "address that begins with https://"

    def take(self, value: Any) -> str:
        address = super().take(value)
        if not ADDRESS.fullmatch(address):
            raise Unfit("is not an address that begins with https://")
        return address


@dataclass(frozen=True)
class Flag:
    """Yes or no."""

    words: str = "true or false"

    def take(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise Unfit("is neither true nor false")
        return value


@dataclass(frozen=True)
class Whole:
    """A whole number within limits."""

    least: int
    most: int

    @property
    def words(self) -> str:
        return f"whole number, {self.least} to {self.most}"

    def take(self, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise Unfit(f"is {shown(value)}; write a whole number, {self.least} to {self.most}")
        if not self.least <= value <= self.most:
            raise Unfit(f"is {shown(value)}; it may be {self.least} to {self.most}")
        return value


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    options: tuple[str, ...]

    @property
    def words(self) -> str:
        return " or ".join(f'"{option}"' for option in self.options)

    def take(self, value: Any) -> str:
        if value not in self.options:
            raise Unfit(f"is {shown(value)}; choose one of: {listed(self.options)}")
        return str(value)


@dataclass(frozen=True)
class Several:
    """A list of values of one kind, none of them twice."""

    each: Shape
    least: int = 0
    most: int = 50

    @property
    def words(self) -> str:
        return f"list of: {self.each.words}"

    def take(self, value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise Unfit(f"is {shown(value)}; write a list in square brackets")
        if not self.least <= len(value) <= self.most:
            raise Unfit(f"has {len(value)} values; it may have {self.least} to {self.most}")
        taken = [self.each.take(one) for one in value]
        if twice := [one for one in taken if taken.count(one) > 1]:
            raise Unfit(f"names {shown(twice[0])} twice")
        return taken


@dataclass(frozen=True)
class Day:
    """A day, kept as the ISO standard writes it."""

    words: str = "day, as 2026-11-30 without quotes"

    def take(self, value: Any) -> str:
        if not isinstance(value, date) or isinstance(value, datetime):
            raise Unfit(f"is {shown(value)}; write a day as 2026-11-30, without quotes")
        return value.isoformat()


@dataclass(frozen=True)
class InLanguages:
    """The same text in each language."""

    longest: int

    @property
    def words(self) -> str:
        return f"text in {' and '.join(LANGUAGES)}, at most {self.longest} characters"

    def take(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict) or set(value) != set(LANGUAGES):
            raise Unfit(f"must be given in exactly these languages: {' and '.join(LANGUAGES)}")
        return {language: self.take_one(language, value[language]) for language in LANGUAGES}

    def take_one(self, language: str, value: Any) -> Any:
        if not isinstance(value, str) or not value.strip():
            raise Unfit(f"must be a text, also in {language}")
        return _in(language, Text(self.longest), value)


@dataclass(frozen=True)
class StepsInLanguages(InLanguages):
    """A list of steps in each language."""

    longest: int = LONGEST_STEP

    @property
    def words(self) -> str:
        return f"list of steps in {' and '.join(LANGUAGES)}"

    def take_one(self, language: str, value: Any) -> Any:
        if not isinstance(value, list) or not value:
            raise Unfit(f"must be a list of steps, also in {language}")
        return [_in(language, Text(self.longest), step) for step in value]


def _in(language: str, shape: Shape, value: Any) -> Any:
    try:
        return shape.take(value)
    except Unfit as unfit:
        raise Unfit(f"in {language} {unfit}") from unfit


def shown(value: Any) -> str:
    """The value as it stands in the file, shortened; huge numbers do not stop the telling."""
    try:
        text = str(value) if isinstance(value, date) else repr(value)
    except ValueError:
        return "a huge number"
    return text if len(text) <= 60 else f"{text[:57]}..."


def listed(options: Iterable[str]) -> str:
    return ", ".join(options) or "(there is none yet)"
