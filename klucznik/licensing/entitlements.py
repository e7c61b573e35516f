"""What a company's licenses let its people open."""

from __future__ import annotations

from datetime import date

from klucznik.catalog.models import Product
from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.licensing.models import License
from klucznik.members.verdicts import LicenseFact, LicenseState

UNUSABLE = {
    License.Status.UNREGISTERED: LicenseState.UNREGISTERED,
    License.Status.SUSPENDED: LicenseState.SUSPENDED,
    License.Status.EXPIRED: LicenseState.EXPIRED,
}


class LicensedProducts:
    """Fulfills members.entitlements.Entitlements."""

    def licenses(self, company: Company) -> dict[Product, list[LicenseFact]]:
        """Every license by its product."""
        found: dict[Product, list[LicenseFact]] = {}
        today = clock.today()
        rows = License.objects.told().filter(company=company)
        order = ("product__line__position", "product__position", "product_id", "valid_to", "id")
        for license in rows.order_by(*order):
            license.company = company
            found.setdefault(license.product, []).append(_fact(license, today))
        return found


def _fact(license: License, today: date) -> LicenseFact:
    """Only a size counted in users limits how many people get access; seats and entities limit something else."""
    people = license.amount if license.metric == Product.Metric.USERS else None
    return LicenseFact(
        state=state_on(license, today),
        people=people,
        valid_from=license.valid_from,
        valid_to=license.valid_to,
        url=license.get_absolute_url(),
    )


def is_usable(license: License) -> bool:
    """Whether this license opens its product today."""
    return state_on(license, clock.today()) == LicenseState.USABLE


def state_on(license: License, today: date) -> LicenseState:
    """The days count as well as the word of the ERP: a license past its last day opens nothing."""
    if license.valid_to is not None and license.valid_to < today:
        return LicenseState.EXPIRED
    status = License.Status(license.status)
    if status != License.Status.REGISTERED:
        return UNUSABLE[status]
    return LicenseState.USABLE if license.valid_from <= today else LicenseState.NOT_YET
