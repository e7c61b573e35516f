"""How a cell is read: each column has a reader, which gives a plain value or says what is wrong with the cell."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from klucznik.companies.tax_ids import TaxId, WrongTaxId
from klucznik.core.text import clean_line
from klucznik.integrations.erp.reporting import plain_cell
from klucznik.licensing.numbers import LONGEST, SEPARATORS, normalized

Reader = Callable[[str], Any]
FIRST_DAY, LAST_DAY = date(1980, 1, 1), date(2199, 12, 31)
SHORTEST_NUMBER = 4
LICENSE_NUMBER = re.compile(r"[A-Z0-9]+")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class WrongCell(ValueError):
    """What is wrong with a cell, as a sentence."""


@dataclass(frozen=True)
class Column:
    """A named column and the reader of its cells; an optional one may be missing from the file."""

    name: str
    read: Reader
    is_optional: bool = False


def text(longest: int, *, required: bool = True) -> Reader:
    """One line of readable text; invisible characters and doubled spaces go, broken letters are refused."""

    def read(cell: str) -> str:
        value = plain_cell(cell)
        if not value.isascii() or not value.isprintable() or "  " in value:
            if "\ufffd" in value:
                raise WrongCell(_("There is a broken letter (�): the file was converted wrongly."))
            value = clean_line(value)
        value = value.strip()
        if required and not value:
            raise WrongCell(_("This cell is empty."))
        if len(value) > longest:
            raise WrongCell(
                _("There are %(found)s characters; at most %(longest)s fit.")
                % {"found": len(value), "longest": longest}
            )
        return value

    return read


def one_of(options: list[str]) -> Reader:
    allowed = frozenset(options)

    def read(cell: str) -> str:
        value = cell.strip()
        if value not in allowed:
            raise WrongCell(
                _("“%(found)s” is not one of: %(options)s.")
                % {"found": shortened(value), "options": ", ".join(options)}
            )
        return value

    return read


def whole_number(least: int, most: int = 10_000_000) -> Reader:
    def read(cell: str) -> int:
        value = cell.strip()
        if (
            not value.isascii()
            or not value.isdigit()
            or len(value) > 9
            or not least <= int(value) <= most
        ):
            raise WrongCell(
                _("“%(found)s” is not a whole number from %(least)s up.")
                % {"found": shortened(value), "least": least}
            )
        return int(value)

    return read


def decimal_number(digits: int) -> Reader:
    """An amount with at most two decimals, after a point or a comma; kept as text with exactly two."""
    form = re.compile(rf"-?\d{{1,{digits - 2}}}([.,]\d{{1,2}})?", re.ASCII)

    def read(cell: str) -> str:
        value = plain_cell(cell).strip()
        try:
            if not form.fullmatch(value):
                raise InvalidOperation
            return f"{Decimal(value.replace(',', '.')):.2f}"
        except InvalidOperation as error:
            raise WrongCell(
                _("“%(found)s” is not an amount such as 1234.50.") % {"found": shortened(value)}
            ) from error

    return read


def day(*, required: bool = True) -> Reader:
    """A date, kept as text in the order year, month, day."""

    def read(cell: str) -> str | None:
        value = cell.strip()
        if not value and not required:
            return None
        try:
            if not DAY.fullmatch(value) or not FIRST_DAY <= date.fromisoformat(value) <= LAST_DAY:
                raise ValueError
        except ValueError as error:
            raise WrongCell(
                _("“%(found)s” is not a date such as 2026-01-31.") % {"found": shortened(value)}
            ) from error
        return value

    return read


def email(cell: str) -> str:
    """An address, or nothing."""
    value = plain_cell(cell).strip()
    if value:
        try:
            validate_email(value)
        except ValidationError as error:
            raise WrongCell(
                _("“%(found)s” is not an e-mail address.") % {"found": shortened(value)}
            ) from error
    return value


def license_number(cell: str) -> str:
    """Letters and digits in groups; written in capitals with dashes between the groups, compared without them."""
    value = cell.strip()
    plain = normalized(value)
    if not value:
        raise WrongCell(_("This cell is empty."))
    if not plain.isascii() or not LICENSE_NUMBER.fullmatch(plain):
        raise WrongCell(_("A license number has only letters, digits, spaces and dashes."))
    if not len(plain) >= SHORTEST_NUMBER or len(value) > LONGEST:
        raise WrongCell(
            _("A license number has %(least)s to %(most)s characters.")
            % {"least": SHORTEST_NUMBER, "most": LONGEST}
        )
    return SEPARATORS.sub("-", value).upper().strip("-")


def optional_license_number(cell: str) -> str:
    return license_number(cell) if cell.strip() else ""


def tax_id(cell: str, country: str = "") -> str:
    """A checked tax ID with its two letters of the country."""
    if not cell.strip():
        raise WrongCell(_("This cell is empty."))
    try:
        return str(TaxId.parse(cell, country=country))
    except WrongTaxId as wrong:
        raise WrongCell(str(wrong)) from wrong


def shortened(value: str) -> str:
    return value if len(value) <= 40 else value[:39] + "…"
