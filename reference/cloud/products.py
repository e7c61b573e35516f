"""The applications that this one stands in for, by their codes in the vendor's catalog."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

LARGEST = Decimal(100_000_000)


def money(typed: str) -> str:
    """An amount as it is kept: `1234.50`. ValueError when it is none."""
    plain = re.sub(r"[\s\u00a0\u202f]|zł|PLN", "", typed).replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,2})?", plain):
        raise ValueError("not an amount")
    try:
        amount = Decimal(plain)
    except InvalidOperation as error:
        raise ValueError("not an amount") from error
    if amount >= LARGEST:
        raise ValueError("too large")
    return f"{amount:.2f}"


def hour(typed: str) -> str:
    """A time of day as it is kept: `09:30`. ValueError when it is none."""
    found = re.fullmatch(r"\s*([0-9]{1,2})[:.]([0-9]{2})\s*", typed)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise ValueError("not a time")
    return f"{int(found[1]):02}:{found[2]}"


def money_shown(kept: str, language: str) -> str:
    """`1 234,50 zł`, with spaces that do not break."""
    whole, _, cents = kept.partition(".")
    grouped = f"{int(whole):,}".replace(",", "\u00a0" if language == "pl" else ",")
    return f"{grouped},{cents}\u00a0zł" if language == "pl" else f"PLN\u00a0{grouped}.{cents}"


def hour_shown(kept: str, language: str) -> str:
    return kept


@dataclass(frozen=True)
class Product:
    """One application: its name, and which words and which third value its notebook has."""

    code: str
    name: str
    words: str
    read: Callable[[str], str]
    show: Callable[[str, str], str]

    def word(self, name: str) -> str:
        """The key of a sentence that differs between the applications."""
        return f"{self.words}_{name}"


PRODUCTS = {
    one.code: one
    for one in (
        Product("subiekt-123", "Subiekt 123", "sales", money, money_shown),
        Product("zarezerwuj-pl", "zarezerwuj.pl", "bookings", hour, hour_shown),
    )
}
