"""Which licenses of a company are meant: those in force, ended ones, those that need somebody, those of a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q

from klucznik.catalog.models import Product
from klucznik.companies.models import Company
from klucznik.companies.tax_ids import SEPARATORS
from klucznik.core import clock
from klucznik.core.paging import Page, keyset
from klucznik.licensing.life import Status
from klucznik.licensing.models import Entity, License, LicenseQuerySet
from klucznik.licensing.numbers import LONGEST, normalized, number_key
from klucznik.licensing.wording import NEAR_DAYS

TRIAL = Q(variant=License.Variant.TRIAL)


def narrowed(
    licenses: LicenseQuerySet, *, state: str = "", product: str = "", words: str = ""
) -> LicenseQuerySet:
    """The licenses that a filter asks for; what it does not know asks for all."""
    if product:
        licenses = licenses.filter(product__code=product)
    if words:
        licenses = licenses.filter(product__in=products_named(words))
    match state:
        case "current":
            return licenses.exclude(Days.now().ended())
        case "attention":
            return licenses.filter(Days.now().needing_attention())
        case "ended":
            return licenses.filter(Days.now().ended())
        case _:
            return licenses


def counts_of(licenses: LicenseQuerySet) -> dict[str, int]:
    """How many there are, and how many of them need somebody."""
    needing = Count("id", filter=Days.now().needing_attention())
    return licenses.aggregate(all=Count("id"), attention=needing)


def products_named(words: str) -> list[Product]:
    """Products in whose name each of the words occurs, whatever their case; a catalog is short."""
    wanted = words.casefold().split()
    return [
        product
        for product in Product.objects.all()
        if wanted and all(word in product.name.casefold() for word in wanted)
    ]


def by_number(company: Company, text: str) -> License | None:
    """The company's license with exactly this number."""
    key = number_key(normalized(text)[: LONGEST * 2])
    return License.objects.filter(company=company, number_key=key).first()


@dataclass(frozen=True)
class Days:
    """Today, and how many days of grace which products (by their keys) have."""

    today: date
    graces: dict[int, list[int]]

    @classmethod
    def now(cls) -> Days:
        """One query, for a catalog is short."""
        graces: dict[int, list[int]] = {}
        for product in Product.objects.all():
            graces.setdefault(product.rules.grace_days, []).append(product.pk)
        return cls(clock.today(), graces)

    def past(self, least: int = 0) -> Q:
        """Ended before the days of grace, and at least so many days ago; a trial has no grace."""
        found = Q(valid_to__lt=self.today - timedelta(days=least))
        for days, products in self.graces.items():
            if days > least:
                beyond = Q(valid_to__lt=self.today - timedelta(days=days))
                found &= TRIAL | ~Q(product__in=products) | beyond
        return found

    def ended(self) -> Q:
        """Those of which nothing is left: revoked, or past their last day and the days of grace."""
        said = Q(status=Status.EXPIRED) & (Q(valid_to=None) | Q(valid_to__gte=self.today))
        by_day = ~Q(status=Status.SUSPENDED) & self.past()
        begun = Q(valid_from__lte=self.today)
        return Q(status=Status.REVOKED) | (begun & (said | by_day))

    def needing_attention(self) -> Q:
        """Those that wording.state_of() marks: something waits for the company, or the end is near."""
        soon = Q(valid_to__gte=self.today, valid_to__lt=self.today + timedelta(days=NEAR_DAYS))
        lately = Q(valid_to__lt=self.today) & ~self.past(NEAR_DAYS)
        lately &= ~Q(status=Status.SUSPENDED)
        unregistered = Q(status=Status.UNREGISTERED) & ~self.past()
        near = ~TRIAL & ((Q(status=Status.REGISTERED) & soon) | lately)
        begun = Q(valid_from__lte=self.today) & ~Q(status=Status.REVOKED)
        return Q(status=Status.SUSPENDED) | (begun & (unregistered | near))


def entities_page(license: License, words: str, after: str | None) -> Page[Entity]:
    """Active entities by name, fifty at a time; found by a part of the name or the beginning of the number."""
    rows = Entity.objects.active().filter(license=license)
    if words:
        digits = SEPARATORS.sub("", words).upper().removeprefix("PL")
        wanted = Q(name__icontains=words)
        rows = rows.filter(wanted | Q(tax_number__startswith=digits) if digits else wanted)
    return keyset(rows, ("name", "id"), after)


def products_to_try(company: Company) -> list[Product]:
    """Products with a trial that the company never had a license of."""
    had = License.objects.filter(company=company, product=OuterRef("pk"))
    rows = Product.objects.filter(retired_at=None).exclude(Exists(had)).select_related("line")
    return [product for product in rows if product.rules.trial_days]
