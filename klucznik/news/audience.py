"""Whom a notice concerns: everybody, or the people of companies that use one of its products."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from klucznik.accounts.models import User
from klucznik.accounts.models.people import UserQuerySet
from klucznik.catalog.models import Product
from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from klucznik.licensing.life import Status
from klucznik.licensing.models import License
from klucznik.members.models import ProductAccess
from klucznik.news.models import Notice
from klucznik.offices.models import Share

# Licenses in use. One that was suspended, revoked or called expired is not.
IN_USE = (Status.REGISTERED, Status.UNREGISTERED, Status.AWAITING)


def people(notice: Notice) -> UserQuerySet:
    """Everybody whom the notice concerns, each once whatever the number of companies; one query."""
    found = list(notice.products.all())
    return people_of(found, for_administrators=notice.for_administrators)


def people_of(products: Iterable[Product], *, for_administrators: bool) -> UserQuerySet:
    """The same for what staff have chosen but not stored yet."""
    chosen = list(products)
    everybody = User.objects.living().filter(activated_at__isnull=False)
    if not chosen and not for_administrators:
        return everybody
    places = Membership.objects.active()
    if for_administrators:
        places = places.filter(role=Role.GLOBAL_ADMINISTRATOR)
    if chosen:
        places = places.filter(_using(chosen))
    return everybody.filter(pk__in=places.values("user"))


def to_write_to(notice: Notice) -> UserQuerySet:
    """Those of them whose mailbox takes messages."""
    return people(notice).filter(address_bounced_at=None)


def is_concerned(user: User, notice: Notice) -> bool:
    """Whether the notice concerns this person."""
    return people(notice).filter(pk=user.pk).exists()


def concerning(places: QuerySet[Membership], notices: list[Notice]) -> list[Notice]:
    """Those of the notices that concern somebody with these places; their products are prefetched.

    Asks nothing where all are for everybody, else one query about products and one about the role.
    """
    narrowed = [one for one in notices if one.for_administrators or one.products.all()]
    if not narrowed:
        return notices
    named = {product for one in narrowed for product in one.products.all()}
    use = _use_of(places, named) if named else _Use(frozenset(), frozenset())
    rules = any(one.for_administrators and not one.products.all() for one in narrowed)
    is_administrator = rules and places.filter(role=Role.GLOBAL_ADMINISTRATOR).exists()
    return [one for one in notices if use.concerns(one, is_administrator=is_administrator)]


@dataclass(frozen=True)
class _Use:
    """Which products somebody's companies use, and in which of these they are global administrator."""

    used: frozenset[int]
    ruled: frozenset[int]

    def concerns(self, notice: Notice, *, is_administrator: bool) -> bool:
        keys = {product.pk for product in notice.products.all()}
        if not keys:
            return is_administrator or not notice.for_administrators
        return not keys.isdisjoint(self.ruled if notice.for_administrators else self.used)


def _use_of(places: QuerySet[Membership], products: Iterable[Product]) -> _Use:
    chosen = list(products)
    ruling = places.filter(role=Role.GLOBAL_ADMINISTRATOR)
    rows = Product.objects.filter(pk__in=[one.pk for one in chosen]).annotate(
        used=_as_boolean(_used_in(places, chosen)), ruled=_as_boolean(_used_in(ruling, chosen))
    )
    found = list(rows.values_list("pk", "used", "ruled"))
    return _Use(
        frozenset(pk for pk, used, _ in found if used),
        frozenset(pk for pk, _, ruled in found if ruled),
    )


def _using(products: list[Product]) -> Q:
    """Places with a license in the company, a share from an accounting office, or an access of one's own."""
    keys = [one.pk for one in products]
    licensed = License.objects.filter(_valid(products))
    shared = Share.objects.opening().filter(product__in=keys)
    opened = ProductAccess.objects.active().filter(product__in=keys)
    return (
        Q(company__in=licensed.values("company"))
        | Q(company__in=shared.values("company"))
        | Q(pk__in=opened.values("membership"))
    )


def _used_in(places: QuerySet[Membership], products: list[Product]) -> Q:
    """The same from the side of a product."""
    companies, this = places.values("company"), OuterRef("pk")
    licensed = License.objects.filter(_valid(products), product=this, company__in=companies)
    shared = Share.objects.opening().filter(product=this, company__in=companies)
    opened = ProductAccess.objects.active().filter(product=this, membership__in=places.values("pk"))
    return Q(Exists(licensed)) | Q(Exists(shared)) | Q(Exists(opened))


def _valid(products: list[Product]) -> Q:
    """Licenses with which these products work today; each product has days of grace of its own, a trial has none."""
    today = clock.today()
    by_grace: dict[int, list[int]] = {}
    for product in products:
        by_grace.setdefault(product.rules.grace_days, []).append(product.pk)
    lasting = Q(valid_to=None) | Q(valid_to__gte=today)
    found = Q()
    for days, keys in by_grace.items():
        grace = Q(valid_to__gte=today - timedelta(days=days)) & ~Q(variant="trial")
        found |= Q(product__in=keys) & (lasting | grace)
    return Q(status__in=IN_USE, valid_from__lte=today) & found


def _as_boolean(condition: Q) -> ExpressionWrapper[Q]:
    return ExpressionWrapper(condition, output_field=BooleanField())
