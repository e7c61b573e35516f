"""When the end of a license is told: so many days ahead as its product's rules say, and on the last day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q

from klucznik.catalog.models import Product
from klucznik.catalog.rules import Rules
from klucznik.companies.models import Company
from klucznik.licensing.models import License, LicenseQuerySet

# A trial is short: nobody is told of its end on its first day.
TRIAL_AHEAD = 7
LONGEST_AHEAD = 366
TRIAL = License.Variant.TRIAL
WEEK, DIGEST_AHEAD = timedelta(days=7), timedelta(days=30)
BIGGEST = 10


@dataclass(frozen=True)
class Step:
    """Licenses are told of their end between these days (counted to the last one), which is the notice `ahead`."""

    ahead: int
    nearest: int


def steps(rules: Rules, *, is_trial: bool = False) -> list[Step]:
    """The notices of a product from the last day on; where the rules name none, nothing is told at all."""
    chosen = {days for days in rules.notices_days if days <= TRIAL_AHEAD or not is_trial}
    days = sorted({0, *chosen}) if rules.notices_days else []
    return [
        Step(ahead, nearest)
        for ahead, nearest in zip(days, [0, *(one + 1 for one in days)], strict=False)
    ]


def ahead_of(license: License) -> int:
    """How many days before its end a license begins to speak of it."""
    found = steps(license.product.rules, is_trial=license.variant == TRIAL)
    return found[-1].ahead if found else -1


def notice_due(license: License, today: date) -> int | None:
    """Which notice is due now: the nearest one; None when it was told, or there is none yet."""
    if license.valid_to is None:
        return None
    left = (license.valid_to - today).days
    is_trial = license.variant == TRIAL
    for step in steps(license.product.rules, is_trial=is_trial):
        if step.nearest <= left <= step.ahead:
            told = license.ending_told_for == license.valid_to
            is_told = told and (license.ending_told_ahead or 0) <= step.ahead
            return None if is_told else step.ahead
    return None


def companies_to_tell(today: date) -> Iterator[Company]:
    """Companies with a license whose notice is due, those apart that had a message today already."""
    found: set[int] = set()
    for products, is_trial, step in _steps_of_products():
        first, last = today + timedelta(days=step.nearest), today + timedelta(days=step.ahead)
        near = License.objects.ending_between(first, last).filter(product__in=products)
        near = near.filter(variant=TRIAL) if is_trial else near.exclude(variant=TRIAL)
        told = Q(ending_told_for=F("valid_to"), ending_told_ahead__lte=step.ahead)
        found.update(near.exclude(told).values_list("company", flat=True))
    told_today = License.objects.filter(company__in=found, ending_told_on=today)
    found -= set(told_today.values_list("company", flat=True))
    for key in sorted(found):
        yield Company.objects.get(pk=key)


def near_end(company: Company, today: date) -> LicenseQuerySet:
    """Licenses of a company of which some notice may be due."""
    own = License.objects.filter(company=company).select_related("product")
    return own.ending_between(today, today + timedelta(days=LONGEST_AHEAD))


def _steps_of_products() -> Iterator[tuple[list[int], bool, Step]]:
    """Each step once, with the products that have it."""
    by_step: dict[tuple[bool, Step], list[int]] = defaultdict(list)
    for product in Product.objects.only("stored_rules"):
        for is_trial in (False, True):
            for step in steps(product.rules, is_trial=is_trial):
                by_step[is_trial, step].append(product.pk)
    for (is_trial, step), products in by_step.items():
        yield products, is_trial, step


def ending_soon(today: date) -> LicenseQuerySet:
    """What the vendor's digest counts: licenses in use that end within 30 days, trials apart."""
    return License.objects.ending_between(today, today + DIGEST_AHEAD).exclude(variant=TRIAL)


def ended_lately(today: date) -> LicenseQuerySet:
    """Licenses that ended within the last week and were not extended."""
    lately = License.objects.ending_between(today - WEEK, today - timedelta(days=1))
    return lately.exclude(variant=TRIAL)


def by_line(licenses: LicenseQuerySet) -> list[tuple[str, int]]:
    """How many in each line, in the order of the catalog."""
    counted = licenses.values("product__line__name", "product__line__position")
    counted = counted.annotate(count=Count("pk")).order_by("product__line__position")
    return [(row["product__line__name"], row["count"]) for row in counted]


def biggest(licenses: LicenseQuerySet) -> list[tuple[Company, int]]:
    """The companies with the most of them, and how many."""
    counted = licenses.values("company").annotate(count=Count("pk")).order_by("-count", "company")
    counts = {row["company"]: row["count"] for row in counted[:BIGGEST]}
    companies = Company.objects.in_bulk(counts)
    return [(companies[key], count) for key, count in counts.items()]


def week_of(day: date) -> str:
    """The name of a week, as the calendar counts them."""
    year, week, _day = day.isocalendar()
    return f"{year}-W{week:02d}"


def told_together(licenses: Iterable[License]) -> list[int]:
    return [license.pk for license in licenses]
