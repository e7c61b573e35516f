"""What a company's usable licenses let its people open."""

from __future__ import annotations

from django.db.models import Q

from klucznik.catalog.models import Product
from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.licensing.models import License
from klucznik.members.entitlements import Openable


class LicensedProducts:
    """Fulfills members.entitlements.Entitlements: the sizes of usable licenses of one product add up."""

    def openable(self, company: Company) -> list[Openable]:
        """Only a size counted in users limits how many people get access; seats and entities limit something else."""
        today = clock.today()
        usable = (
            License.objects.told()
            .filter(company=company, status=License.Status.REGISTERED, product__needs_access=True)
            .filter(Q(valid_to=None) | Q(valid_to__gte=today), valid_from__lte=today)
            .order_by("product__line__position", "product__position", "product_id")
        )
        most: dict[Product, int | None] = {}
        for license in usable:
            limited = license.metric == Product.Metric.USERS
            so_far = most.setdefault(license.product, 0)
            most[license.product] = (
                so_far + license.amount if limited and so_far is not None else None
            )
        return [Openable(product, limit) for product, limit in most.items()]
