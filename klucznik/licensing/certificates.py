"""The certificate of a license: who owns what, how much of it and for which days, on a paper that lasts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from babel.dates import format_date
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, override, pgettext

from klucznik.core import clock
from klucznik.core.printing import breakable, qr_svg, tied, typeset
from klucznik.core.text import clean_line
from klucznik.core.vendor import vendor
from klucznik.licensing.models import Extension, License, Period
from klucznik.licensing.naming import edition_name, extension_name, size_in_words

_TEMPLATE: Final = Path(__file__).with_name("typst") / "certificate.typ"
Rows = list[list[str]]


@dataclass(frozen=True)
class Certificate:
    """A license as it is on a day, for one reader: in full only for who may see the number."""

    license: License
    on: date
    language: str
    with_number: bool

    @property
    def file_name(self) -> str:
        return f"{self.license.product.code}-{self.license.public_id}-{self.on.isoformat()}.pdf"


def certificate_of(license: License, *, language: str, with_number: bool) -> Certificate:
    return Certificate(license, clock.today(), (language or "pl")[:2], with_number)


def certificate_pdf(paper: Certificate) -> bytes:
    """The same bytes for the same license on the same day, in the same language."""
    with override(paper.language):
        return typeset(_TEMPLATE, _page(paper), on=paper.on)


def _page(paper: Certificate) -> dict[str, Any]:
    license, seller = paper.license, vendor()
    periods = list(Period.objects.filter(license=license))

    def printed(text: str) -> str:
        return breakable(tied(clean_line(text), paper.language))

    def rows(pairs: Iterable[tuple[str, str]]) -> Rows:
        return [[label, printed(value)] for label, value in pairs if value]

    return {
        "language": paper.language,
        "words": _words(paper),
        "vendor": [printed(seller.name), printed(seller.postal_address)],
        "product": printed(license.product.name),
        "parts": [
            [gettext("Owner"), rows(_owner(license))],
            [gettext("License"), rows(_facts(paper))],
        ],
        "lists": [one for one in (_periods(paper, periods), _extensions(paper)) if one[2]],
        "qr": qr_svg(settings.PUBLIC_URL + license.get_absolute_url()),
    }


def _words(paper: Certificate) -> dict[str, str]:
    day = {"day": _day(paper, paper.on)}
    return {
        "title": gettext("License certificate"),
        "subject": gettext("What the vendor's records say of a license"),
        "vendor": gettext("Issued by"),
        "qr": gettext("QR code of the page of this license in the portal"),
        "as_of": gettext("As recorded on %(day)s") % day,
        "page": gettext("Page {page} of {pages}"),
        "note": gettext(
            "This certificate tells what is recorded on %(day)s. Whether it still holds is told by the page of the "
            "license in the portal, which administrators of the owner open with the code above."
        )
        % day,
    }


def _owner(license: License) -> list[tuple[str, str]]:
    company = license.company
    return [
        (gettext("Company"), company.name),
        (gettext("NIP or VATIN"), company.tax_id_display),
        (gettext("Address"), company.address),
    ]


def _facts(paper: Certificate) -> list[tuple[str, str]]:
    license = paper.license
    ends = license.valid_to
    registered = license.registered_at
    return [
        (gettext("Product"), license.product.name),
        (gettext("Edition"), edition_name(license)),
        (gettext("Variant"), str(license.get_variant_display())),
        (gettext("License number"), license.number if paper.with_number else license.number_masked),
        (gettext("Size"), size_in_words(license)),
        (gettext("State"), str(license.get_status_display())),
        (
            gettext("Registered on"),
            _day(paper, timezone.localtime(registered).date()) if registered else "",
        ),
        (gettext("Valid from"), _day(paper, license.valid_from)),
        (
            pgettext("license", "Valid until"),
            _day(paper, ends) if ends else gettext("without an end date"),
        ),
    ]


def _periods(paper: Certificate, periods: list[Period]) -> tuple[str, list[str], Rows]:
    head = [gettext("Kind"), pgettext("day", "From"), pgettext("day", "Until")]
    rows = [
        [
            str(one.get_kind_display()),
            _day(paper, one.starts_on),
            _day(paper, one.ends_on) if one.ends_on else "–",
        ]
        for one in periods
    ]
    return gettext("Periods"), head, rows


def _extensions(paper: Certificate) -> tuple[str, list[str], Rows]:
    head = [gettext("Extension"), pgettext("day", "From"), pgettext("day", "Until")]
    active = Extension.objects.on(paper.on).filter(license=paper.license).select_related("product")
    rows = [
        [
            extension_name(one),
            _day(paper, one.starts_on),
            _day(paper, one.ends_on) if one.ends_on else "–",
        ]
        for one in active
    ]
    return gettext("Extensions"), head, rows


def _day(paper: Certificate, day: date) -> str:
    return format_date(day, "d MMMM y", locale=paper.language)
