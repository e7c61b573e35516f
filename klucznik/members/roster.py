"""The list of users: what is looked for, found and downloaded, at the same cost for ten people and for ten thousand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    TextChoices,
    Value,
    When,
)
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klucznik.accounts.factors import factors_of, people_with_factor
from klucznik.catalog.models import Product
from klucznik.companies.models import Company, Membership, MembershipQuerySet, Role
from klucznik.core import clock
from klucznik.core.paging import SIZE, Page, keyset
from klucznik.members.models import Invitation, ProductAccess
from klucznik.members.models.invitations import InvitationQuerySet
from klucznik.members.queries import people_named
from klucznik.members.timetable import day_of

INVITED = "invited"
MOST_ABOVE = 10  # waiting invitations above the first page; all of them are behind the filter
MOST_AT_ONCE = 200  # people chosen on one page, and on the largest page
SOON = timedelta(days=30)
LONG = timedelta(days=90)


class State(TextChoices):
    """What somebody may look for besides a role."""

    ENDING = "ending", gettext_lazy("ends within 30 days")
    WITHOUT_FACTOR = "without_factor", gettext_lazy("without the second step")
    INACTIVE = "inactive", gettext_lazy("inactive for 90 days")


@dataclass(frozen=True)
class Filter:
    """What the viewer looks for; what means nothing filters nothing."""

    words: str = ""
    role: str = ""
    state: str = ""
    product: str = ""
    size: int = SIZE

    @property
    def is_on(self) -> bool:
        return bool(self.words or self.role or self.state or self.product)


def members_page(company: Company, wanted: Filter, after: str | None) -> Page[Membership]:
    """Newcomers without a role first, then everybody by name; each with ticks and the second step."""
    found = keyset(_listed(members(company, wanted)), ORDER, after, wanted.size)
    having = people_with_factor(row.user_id for row in found.rows)
    for row in found.rows:
        row.has_factor = row.user_id in having  # type: ignore[attr-defined]
    return found


ORDER = ("place", "user__sort_name", "id")


def members(company: Company, wanted: Filter) -> MembershipQuerySet:
    """Everybody in the company who fits what is looked for."""
    found = Membership.objects.active().filter(company=company)
    if wanted.role in Role.values:
        found = found.filter(role=wanted.role)
    if wanted.words:
        found = found.filter(user__in=people_named(wanted.words))
    if wanted.product:
        held = ProductAccess.objects.active().filter(product__code=wanted.product)
        found = found.filter(pk__in=held.filter(membership__company=company).values("membership"))
    return _in_state(found, wanted.state)


def _in_state(found: MembershipQuerySet, state: str) -> MembershipQuerySet:
    now = clock.now()
    match state:
        case State.ENDING:
            ticks = ProductAccess.objects.held().filter(membership=OuterRef("pk"))
            ending = Exists(ticks.filter(until__lte=now + SOON))
            return found.filter(Q(until__lte=now + SOON) | ending)
        case State.WITHOUT_FACTOR:
            return found.filter(~Exists(factors_of(OuterRef("user"))))
        case State.INACTIVE:
            never = Q(last_active_at=None, joined_at__lt=now - LONG)
            return found.filter(never | Q(last_active_at__lt=now - LONG))
    return found


def _listed(found: MembershipQuerySet) -> QuerySet[Membership]:
    newcomers = When(role=Role.ASSOCIATED, then=Value(0))
    ticks = ProductAccess.objects.held().select_related("product").order_by("product__name")
    return (
        found.select_related("user")
        .annotate(place=Case(newcomers, default=Value(1), output_field=IntegerField()))
        .prefetch_related(Prefetch("accesses", ticks, to_attr="ticks"))
    )


def invitations_page(company: Company, wanted: Filter, after: str | None) -> Page[Invitation]:
    """Invitations that wait, and those that ran out within a month, the newest first."""
    return keyset(invitations_of(company, wanted), ("-id",), after)


def waiting_above(company: Company, wanted: Filter) -> list[Invitation]:
    """The few waiting invitations that stand above the first page of users."""
    if wanted.role or wanted.state or wanted.product:
        return []
    return list(invitations_of(company, wanted).waiting().order_by("-id")[: MOST_ABOVE + 1])


def invitations_of(company: Company, wanted: Filter) -> InvitationQuerySet:
    found = Invitation.objects.listed().filter(company=company)
    if wanted.words:
        found = found.filter(email__icontains=wanted.words.lower())
    return found.for_list()


def head_count(company: Company) -> dict[str, int]:
    """How many there are of each role and together, and how many were invited: one row each."""
    roles = Membership.objects.active().filter(company=company).values_list("role").order_by()
    counts = dict(roles.annotate(people=Count("id")))
    invited = Invitation.objects.listed().filter(company=company).count()
    return counts | {"all": sum(counts.values()), INVITED: invited}


def given_products(company: Company) -> QuerySet[Product]:
    """Products that somebody opens by name, for the filter."""
    ticks = ProductAccess.objects.active().filter(membership__company=company)
    return Product.objects.filter(pk__in=ticks.values("product")).order_by("name")


def heading() -> list[str]:
    """The first line of the downloaded list."""
    return [
        _("Surname"),
        _("First name"),
        _("E-mail"),
        _("Role"),
        _("Role since"),
        _("Joined"),
        _("Place ends"),
        _("Products"),
        _("Second step"),
        _("Last seen"),
    ]


def rows(company: Company, wanted: Filter) -> Iterator[list[Any]]:
    """The downloaded list, in the order of the page."""
    found = _listed(members(company, wanted)).annotate(
        with_factor=Exists(factors_of(OuterRef("user")))
    )
    for place in found.order_by(*ORDER).iterator(chunk_size=1000):
        ticks = ", ".join(tick.product.name for tick in place.ticks)  # type: ignore[attr-defined]
        user = place.user
        yield [
            user.last_name,
            user.first_name,
            user.email,
            place.role_label,
            day_of(place.role_since),
            day_of(place.joined_at),
            day_of(place.until),
            "" if place.role == Role.ASSOCIATED else ticks,
            _("on") if place.with_factor else _("off"),
            place.last_active_at,
        ]
