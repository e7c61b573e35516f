"""The number that identifies a company: a Polish NIP or the VAT number of another EU country."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from stdnum.eu import vat
from stdnum.exceptions import ValidationError as NotANumber
from stdnum.pl import nip

from klucznik.core.errors import DomainError

# The EU's countries, Greece as EL, Northern Ireland as XI (Directive 2006/112/EC, art. 215).
COUNTRIES = frozenset(
    {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU"}
    | {"IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI"}
)
SEPARATORS = re.compile(r"[\s\-–—./\u00a0\u202f]+")


class WrongTaxId(DomainError):
    code = "wrong_tax_id"
    status = 422
    field = "tax_id"
    help = "connect-company"
    message = _(
        "This is neither a NIP (10 digits) nor an EU VAT number, which begins with two letters of the country."
    )


class WrongNipDigits(WrongTaxId):
    code = "wrong_nip_length"
    message = _("A NIP has 10 digits; this one has %(count)s.")


class WrongNipChecksum(WrongTaxId):
    code = "wrong_nip_checksum"
    message = _(
        "There is a mistake in the NIP: its last digit does not fit the others. "
        "Check it on an invoice or a registration document."
    )


class WrongVatin(WrongTaxId):
    code = "wrong_vatin"
    message = _(
        "There is a mistake in the VAT number: it is not valid in the country %(country)s. Check it on an invoice."
    )


@dataclass(frozen=True)
class TaxId:
    """A checked tax ID: two letters of the country and the national part, without separators."""

    country: str
    number: str

    HOME: ClassVar[str] = "PL"

    def __str__(self) -> str:
        return f"{self.country}{self.number}"

    @property
    def display(self) -> str:
        """As people write it: 525-248-04-20 for a NIP, the letters and the number for the others."""
        if self.country == self.HOME:
            return f"{self.number[:3]}-{self.number[3:6]}-{self.number[6:8]}-{self.number[8:]}"
        return f"{self.country} {self.number}"

    @classmethod
    def parse(cls, typed: str, *, country: str = "") -> TaxId:
        """Read what somebody typed: dashes, spaces, dots and the prefix PL do not matter.

        `country` is given where it stands in a column of its own. Raises WrongTaxId or one of its kinds with the
        reason. Check digits: NIP by the weights 6 5 7 2 3 4 5 6 7 modulo 11, the others as python-stdnum knows them.
        """
        compact = SEPARATORS.sub("", typed).upper()
        if not compact.isascii() or not compact.isalnum():
            raise WrongTaxId
        prefix = compact[:2] if compact[:2].isalpha() else ""
        land = {"GR": "EL"}.get(prefix or country.upper(), prefix or country.upper()) or cls.HOME
        digits = compact[2:] if prefix else compact
        if land == cls.HOME:
            return cls._nip(digits)
        return cls._vatin(land, digits)

    @classmethod
    def _nip(cls, digits: str) -> TaxId:
        if not digits.isdigit():
            raise WrongTaxId
        if len(digits) != 10:
            raise WrongNipDigits(count=len(digits))
        if not nip.is_valid(digits) or digits == "0" * 10:
            raise WrongNipChecksum
        return cls(cls.HOME, digits)

    @classmethod
    def _vatin(cls, country: str, number: str) -> TaxId:
        if country not in COUNTRIES:
            raise WrongTaxId
        # Northern Ireland keeps the British form of number under its own prefix.
        try:
            if country == "XI":
                from stdnum.gb import vat as british  # noqa: PLC0415 (its module name would hide stdnum.eu.vat)

                return cls(country, british.validate(number))
            return cls(country, vat.validate(country + number)[2:])
        except (NotANumber, ValueError, IndexError) as mistake:
            raise WrongVatin(country=country) from mistake
