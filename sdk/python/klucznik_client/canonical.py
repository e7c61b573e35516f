"""Canonical JSON: one text for one value, so that bytes can be signed and compared.

Names sorted by code point, no white space, only the escapes that JSON demands, whole numbers that every language holds
exactly, no name twice, UTF-8.
"""

from __future__ import annotations

import json
from typing import Any

LARGEST = 2**53 - 1  # beyond it a JavaScript program reads another number


def encode(value: Any) -> bytes:
    """The canonical bytes of a value made of dicts, lists, texts, whole numbers, booleans and None."""
    return _write(value).encode("utf-8")


def decode(data: bytes) -> Any:
    """The value of canonical bytes; ValueError for any other bytes."""
    text = data.decode("utf-8")
    try:
        value, end = _read(text)
        again = encode(value)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if again != data or end != len(text):
        raise ValueError("not in canonical form")
    return value


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _whole(text: str) -> int:
    number = int(text) if len(text) <= 17 else LARGEST + 1
    if not -LARGEST <= number <= LARGEST:
        raise ValueError("a number is too large")
    return number


def _fraction(text: str) -> Any:
    raise ValueError(f"{text} is not a whole number")


_read = json.JSONDecoder(
    object_pairs_hook=_without_repetition,
    parse_int=_whole,
    parse_float=_fraction,
    parse_constant=_fraction,
).raw_decode
_write = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True, separators=(",", ":")
).encode
