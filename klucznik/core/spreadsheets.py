"""Tables that people open in a spreadsheet: no cell of ours ever runs there."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.utils import timezone

# A cell that begins like this would be computed; an apostrophe makes it text. Full-width signs count, too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")  # fmt: skip
BYTE_ORDER = "\ufeff"  # without it a spreadsheet takes UTF-8 for something else


class _Line:
    """What csv.writer writes to: it gives each line back instead of keeping it."""

    def write(self, text: str) -> str:
        return text


def lines(head: Iterable[Any], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """The table line by line, every cell quoted and harmless."""
    writer = csv.writer(_Line(), delimiter=";", quoting=csv.QUOTE_ALL)
    yield BYTE_ORDER + writer.writerow([cell(value) for value in head])
    for row in rows:
        yield writer.writerow([cell(value) for value in row])


def cell(value: Any) -> str:
    """A value as text; days and moments so that every spreadsheet knows them."""
    match value:
        case None:
            return ""
        case datetime():
            return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
    text = str(value)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA) else text
