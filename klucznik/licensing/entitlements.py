"""What a company's licenses let its people open."""

from __future__ import annotations

from collections.abc import Collection

from klucznik.catalog.models import Product
from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.licensing.models import License
from klucznik.licensing.validation import Facts, judge
from klucznik.licensing.verdicts import Verdict
from klucznik.members.verdicts import LicenseFact, LicenseState

# What a verdict means to whoever wants to open a product; the verdicts about devices do not come up here.
STATES = {
    Verdict.UNREGISTERED: LicenseState.UNREGISTERED,
    Verdict.UNREGISTERED_OVER: LicenseState.UNREGISTERED,
    Verdict.NOT_YET: LicenseState.NOT_YET,
    Verdict.SUSPENDED: LicenseState.SUSPENDED,
    Verdict.REVOKED: LicenseState.SUSPENDED,
    Verdict.EXPIRED: LicenseState.EXPIRED,
}
# Verdicts with which people open a product.
OPENING = frozenset(Verdict) - set(STATES)


class LicensedProducts:
    """Fulfills members.entitlements.Entitlements."""

    def licenses(
        self, company: Company, products: Collection[Product] | None = None
    ) -> dict[Product, list[LicenseFact]]:
        """Every license by its product."""
        found: dict[Product, list[LicenseFact]] = {}
        rows = License.objects.told().filter(company=company)
        if products is not None:
            rows = rows.filter(product__in=products)
        order = ("product__line__position", "product__position", "product_id", "valid_to", "id")
        for license in rows.order_by(*order):
            license.company = company
            found.setdefault(license.product, []).append(_fact(license))
        return found


def _fact(license: License) -> LicenseFact:
    """Only a size counted in users limits how many people get access; seats and entities limit something else."""
    people = license.size if license.metric == Product.Metric.USERS else None
    return LicenseFact(
        state=state_of(license),
        people=people,
        valid_from=license.valid_from,
        valid_to=license.valid_to,
        url=license.get_absolute_url(),
    )


def is_usable(license: License) -> bool:
    """Whether this license opens its product today."""
    return state_of(license) == LicenseState.USABLE


def state_of(license: License) -> LicenseState:
    """The same judgement as programs get: days of grace count, and a license past them opens nothing."""
    return STATES.get(judge(facts_of(license)).verdict, LicenseState.USABLE)


def facts_of(license: License) -> Facts:
    """What the judgement asks about a license by itself, without a device."""
    return Facts(
        now=clock.now(),
        status=license.status,
        valid_from=license.valid_from,
        valid_to=license.valid_to,
        rules=license.product.rules,
        is_trial=license.variant == License.Variant.TRIAL,
        first_used_at=license.first_used_at,
    )
