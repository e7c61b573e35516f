"""The postings of a stem as one value of the database: the texts that have it, and how much it tells about each."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Mapping
from typing import Final

# Four bytes each: the key of a text, then of all of them how much it tells.
KEY: Final = "I"
WEIGHT: Final = "f"
SIZE: Final = 4


def packed(weights: Mapping[int, float]) -> bytes:
    """Weights by the keys of texts, the same on every machine."""
    return _bytes(array(KEY, weights.keys())) + _bytes(array(WEIGHT, weights.values()))


def columns(held: bytes | memoryview[int]) -> tuple[array[int], array[float]]:
    """Keys of texts, and beside them their weights."""
    data = memoryview(held)
    half = len(data) // (2 * SIZE) * SIZE
    texts: array[int] = array(KEY)
    weights: array[float] = array(WEIGHT)
    texts.frombytes(data[:half])
    weights.frombytes(data[half:])
    if sys.byteorder == "big":
        texts.byteswap()
        weights.byteswap()
    return texts, weights


def unpacked(held: bytes | memoryview[int]) -> dict[int, float]:
    """What was packed."""
    return dict(zip(*columns(held), strict=True))


def _bytes(column: array[int] | array[float]) -> bytes:
    if sys.byteorder == "big":
        column.byteswap()
    return column.tobytes()
