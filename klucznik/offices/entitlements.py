"""What people of a company open: with its own licenses, and with what an accounting office shares with it."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse

from klucznik.catalog.models import Product
from klucznik.companies.models import Company
from klucznik.licensing.entitlements import LicensedProducts
from klucznik.licensing.validation import day_of
from klucznik.members.verdicts import LicenseFact, LicenseState
from klucznik.offices.life import State
from klucznik.offices.models import Share
from klucznik.offices.opening import begins_on, license_state


class LicensesAndShares:
    """Fulfills members.entitlements.Entitlements."""

    def licenses(
        self, company: Company, products: Collection[Product] | None = None
    ) -> dict[Product, list[LicenseFact]]:
        """Every license and every share by its product, in the catalog's order; the own licenses first."""
        found = LicensedProducts().licenses(company, products)
        shares = opening_in(company, products)
        for share in shares:
            found.setdefault(share.product, []).append(fact_of(share))
        return dict(sorted(found.items(), key=_in_catalog)) if shares else found


def opening_in(company: Company, products: Collection[Product] | None = None) -> list[Share]:
    """Shares with which people of the company open an application, if only to read."""
    rows = Share.objects.opening().filter(company=company)
    if products is not None:
        rows = rows.filter(product__in=products)
    needed = ("client__office", "license__product", "license__company", "product__line")
    return list(rows.select_related(*needed).order_by("id"))


def fact_of(share: Share) -> LicenseFact:
    """A share as a license that somebody else holds; after its end it lets people read, whatever that license does."""
    reads = share.state == State.READING
    state = LicenseState.USABLE if reads else license_state(share)
    return LicenseFact(
        state=state,
        people=share.license.product.rules.shared_people,
        valid_from=begins_on(share),
        valid_to=day_of(share.reading_until) if share.reading_until else share.license.valid_to,
        url=reverse("served:office", args=[share.company.public_id]) if share.company else "",
        office=share.office.name,
        read_only=reads,
    )


def _in_catalog(pair: tuple[Product, list[LicenseFact]]) -> tuple[int, int, int]:
    product = pair[0]
    return product.line.position, product.position, product.pk
