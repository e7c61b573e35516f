"""How much of each license is used; each app counts what it keeps (settings.LICENSE_USAGE)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from django.conf import settings
from django.db.models import Count
from django.utils.module_loading import import_string

from klucznik.catalog.models import Product
from klucznik.licensing.entitlements import facts_of
from klucznik.licensing.models import Entity, License
from klucznik.licensing.queries import Days
from klucznik.licensing.validation import judge
from klucznik.licensing.verdicts import Verdict
from klucznik.members.models import ProductAccess


class Usage(Protocol):
    """A function named in settings.LICENSE_USAGE; a fixed number of queries for any number of licenses."""

    def __call__(self, licenses: Sequence[License]) -> dict[int, int]:
        """How much is used, by the key of the license; what it does not count is missing."""
        ...


def used_of(licenses: Sequence[License]) -> dict[int, int]:
    """How much of the size of each license is used; a license whose use nobody knows is missing."""
    used: dict[int, int] = {}
    for path in settings.LICENSE_USAGE:
        count: Usage = import_string(path)
        used |= count(licenses)
    return used


def entities(licenses: Sequence[License]) -> dict[int, int]:
    """Entities registered in licenses that are counted in them."""
    wanted = [one.pk for one in licenses if one.metric == Product.Metric.ENTITIES]
    if not wanted:
        return {}
    active = Entity.objects.active().filter(license__in=wanted).values_list("license")
    return dict.fromkeys(wanted, 0) | dict(active.annotate(count=Count("id")))


def users(licenses: Sequence[License]) -> dict[int, int]:
    """People with access. It is given to a product, so it is told only where one license alone lets them in."""
    counted = [one for one in licenses if _counts_people(one)]
    if not counted:
        return {}
    companies = {one.company_id for one in counted}
    products = {one.product_id for one in counted}
    found = License.objects.filter(company__in=companies, product__in=products)
    found = found.exclude(Days.now().ended())
    alone = found.values_list("company", "product").annotate(count=Count("id"))
    held = ProductAccess.objects.active().filter(
        membership__company__in=companies, product__in=products
    )
    taken = held.values_list("membership__company", "product").annotate(count=Count("id"))
    single = {(company, product) for company, product, count in alone if count == 1}
    people = {(company, product): count for company, product, count in taken}
    pairs = {one.pk: (one.company_id, one.product_id) for one in counted}
    return {key: people.get(pair, 0) for key, pair in pairs.items() if pair in single}


def _counts_people(license: License) -> bool:
    """A license that is over has nobody in it."""
    is_over = judge(facts_of(license)).verdict in (Verdict.EXPIRED, Verdict.REVOKED)
    return license.metric == Product.Metric.USERS and license.product.needs_access and not is_over
