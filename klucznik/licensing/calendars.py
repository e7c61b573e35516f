"""When the licenses of a company end: the next twelve months as a picture and a list, and as a file for a calendar."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from babel.dates import format_date
from django.utils.translation import get_language, gettext

from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.core.text import clean_line
from klucznik.licensing.models import License

MONTHS = 12
# Nobody reads more of them on one page, and the file of a calendar stays small.
MOST = 500
WIDTH, HEIGHT, BAR = 40, 96, 28
FOLD = 72


@dataclass
class Month:
    """A month with the licenses whose last day is in it; how high its bar is, and where it stands."""

    first: date
    licenses: list[License] = field(default_factory=list)
    position: int = 0
    most: int = 0

    @property
    def count(self) -> int:
        return len(self.licenses)

    @property
    def x(self) -> int:
        return self.position * WIDTH + (WIDTH - BAR) // 2

    @property
    def middle(self) -> int:
        return self.position * WIDTH + WIDTH // 2

    @property
    def height(self) -> int:
        return max(4, self.count * HEIGHT // self.most) if self.count else 0

    @property
    def top(self) -> int:
        return HEIGHT - self.height + 20

    @property
    def label_at(self) -> int:
        return self.top - 5

    @property
    def name(self) -> str:
        return format_date(self.first, "LLLL y", locale=_language())

    @property
    def short(self) -> str:
        return format_date(self.first, "LLL", locale=_language())


def ending(company: Company) -> list[License]:
    """Licenses in use that end within the next twelve months, the soonest first."""
    today = clock.today()
    last = _month(today, MONTHS) - timedelta(days=1)
    found = License.objects.told().filter(company=company).ending_between(today, last)
    rows = list(found.order_by("valid_to", "product__position", "pk")[:MOST])
    for row in rows:
        row.company = company
    return rows


def months(licenses: list[License]) -> list[Month]:
    """Twelve months from this one on, those without an end among them."""
    today = clock.today()
    found = [Month(_month(today, number), position=number) for number in range(MONTHS)]
    by_day = {month.first: month for month in found}
    for license in licenses:
        if license.valid_to is not None:
            by_day[license.valid_to.replace(day=1)].licenses.append(license)
    for month in found:
        month.most = max(1, *(one.count for one in found))
    return found


def as_icalendar(licenses: list[License], *, site: str) -> str:
    """All-day events (RFC 5545); the whole number of a license is in none of them."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Klucznik//Licenses//EN",
        f"X-WR-CALNAME:{_escaped(gettext('Licenses'))}",
    ]
    for license in licenses:
        lines += _event(license, site)
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _fold(line))


def _event(license: License, site: str) -> list[str]:
    assert license.valid_to is not None
    title = gettext("%(product)s: the license ends") % {"product": license.product.name}
    about = f"{clean_line(license.company.name)}, {license.number_masked}"
    return [
        "BEGIN:VEVENT",
        f"UID:{license.public_id}-{license.valid_to:%Y%m%d}@klucznik",
        f"DTSTAMP:{clock.now():%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{license.valid_to:%Y%m%d}",
        f"DTEND;VALUE=DATE:{license.valid_to + timedelta(days=1):%Y%m%d}",
        "TRANSP:TRANSPARENT",
        f"SUMMARY:{_escaped(title)}",
        f"DESCRIPTION:{_escaped(about)}",
        f"URL:{site}{license.get_absolute_url()}",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", "\\n")


def _fold(line: str) -> list[str]:
    """No line longer than 75 bytes; the next one begins with a space. No letter is cut in two."""
    folded, current = [], ""
    for letter in line:
        if len((current + letter).encode()) > FOLD:
            folded.append(current)
            current = " "
        current += letter
    return [*folded, current]


def _language() -> str:
    return (get_language() or "pl")[:2]


def _month(day: date, ahead: int) -> date:
    number = day.year * 12 + day.month - 1 + ahead
    return date(number // 12, number % 12 + 1, 1)
