"""Reads typed values out of signed content and answers: texts, whole numbers, moments, days."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timezone
from typing import Any

MODES = ("full", "restricted", "read_only")  # from the most a program may do to the least
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def moment(value: object) -> datetime:
    """A moment written 2026-11-30T12:00:00Z."""
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        raise ValueError(f"{value!r} is not a moment")
    return datetime.fromisoformat(value[:-1]).replace(tzinfo=timezone.utc)


def written(value: datetime) -> str:
    """The moment as texts have it, to the second."""
    plain = value.astimezone(timezone.utc).replace(microsecond=0, tzinfo=None)
    return plain.isoformat() + "Z"


def day(value: object) -> date:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError(f"{value!r} is not a day")
    return date.fromisoformat(value)


def worst(*modes: str) -> str:
    """The mode that allows the least; a mode from the future allows as little as we know."""
    return max(
        (mode if mode in MODES else MODES[-1] for mode in modes), key=MODES.index, default=MODES[0]
    )


class Fields:
    """The members of one object, each asked for with its type; ValueError for one that is not as it must be."""

    def __init__(self, values: object) -> None:
        if not isinstance(values, dict):
            raise ValueError("an object is missing")
        self.values: Mapping[str, Any] = values

    def text(self, name: str) -> str:
        value = self.values.get(name)
        if not isinstance(value, str):
            raise ValueError(f"{name} is not a text")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.values.get(name)
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise ValueError(f"{name} is not a list of texts")
        return tuple(value)

    def table(self, name: str) -> dict[str, str]:
        """An object whose members are texts."""
        value = self.values.get(name)
        if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
            raise ValueError(f"{name} does not hold texts")
        return dict(value)

    def whole(self, name: str) -> int:
        value = self.values.get(name)
        if type(value) is not int or value < 0:
            raise ValueError(f"{name} is not a number")
        return value

    def moment(self, name: str) -> datetime:
        return moment(self.values.get(name))

    def day(self, name: str) -> date:
        return day(self.values.get(name))

    def day_or_none(self, name: str) -> date | None:
        return None if self.values.get(name) is None else self.day(name)

    def inner(self, name: str) -> Fields:
        return Fields(self.values.get(name))
