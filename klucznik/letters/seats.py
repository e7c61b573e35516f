"""Which license a letter about seats means, how much of it there is, and when its next period begins."""

from __future__ import annotations

from datetime import date, timedelta

from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.declarations.models import Declaration
from klucznik.licensing.extending import is_restable, most_at_rest
from klucznik.licensing.models import License, Period

# A letter about the next period has to reach the vendor so long before it.
AHEAD = timedelta(days=7)
DAY = "%d.%m.%Y"


def license_of(case: Declaration) -> License | None:
    """As it is now, if the company still has it."""
    found = License.objects.select_related("product", "company").filter(company=case.company_id)
    return found.filter(public_id=case.about.get("license", "")).first()


def restable(company: Company) -> list[License]:
    """Licenses of which a part can rest."""
    found = License.objects.told().filter(company=company).order_by("product__name", "pk")
    return [license for license in found if is_restable(license) and most_at_rest(license) > 0]


def whole_of(license: License) -> int:
    """All that the license and its extensions of today cover."""
    return most_at_rest(license) + 1


def in_use(license: License) -> int:
    return whole_of(license) - license.suspended_amount


def last_day(license: License) -> date | None:
    """The last day of the period that runs now; None where nothing ends."""
    today = clock.today()
    running = license.periods.filter(
        kind=Period.Kind.SUBSCRIPTION, starts_on__lte=today, ends_on__gte=today
    )
    newest = running.order_by("-ends_on").first()
    return newest.ends_on if newest else license.valid_to


def next_period(license: License) -> date:
    """The first day of the next period; today where nothing ends."""
    last = last_day(license)
    return last + timedelta(days=1) if last else clock.today()


def first_day(case: Declaration) -> date | None:
    """From which day on, as the signed letter says it; None where nothing ends.

    A letter that came in time is not put off by a period because its check took long.
    """
    told = str(case.about.get("from_day", ""))
    return date(*map(int, reversed(told.split(".")))) if told else None


def is_too_late(license: License) -> bool:
    """Whether the next period is nearer than a letter takes."""
    last = last_day(license)
    return last is not None and clock.today() + AHEAD > last
