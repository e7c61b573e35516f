"""The list of users: search, filter and pages that cost the same for ten people and for ten thousand."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import (
    Case,
    CharField,
    Count,
    IntegerField,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Concat, Lower

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.models import Company, Membership, Role
from klucznik.core.paging import Page, keyset
from klucznik.members.models import Invitation, ProductAccess

INVITED = "invited"
SPACE = Value(" ")
MOST_ABOVE = 10  # waiting invitations above the first page; all of them are behind the filter


@dataclass(frozen=True)
class Filter:
    """What the viewer looks for."""

    words: str = ""
    role: str = ""

    @property
    def is_on(self) -> bool:
        return bool(self.words or self.role)


def members_page(company: Company, wanted: Filter, after: str | None) -> Page[Membership]:
    """Newcomers without a role first, then everybody by name."""
    members = Membership.objects.active().filter(company=company).select_related("user")
    if wanted.role in Role.values:
        members = members.filter(role=wanted.role)
    if wanted.words:
        members = members.filter(user__in=people_named(wanted.words))
    members = members.annotate(
        place=Case(
            When(role=Role.ASSOCIATED, then=Value(0)), default=Value(1), output_field=IntegerField()
        ),
        sort_name=Lower(
            Concat(
                "user__last_name",
                SPACE,
                "user__first_name",
                SPACE,
                "user__email",
                output_field=CharField(),
            )
        ),
    ).prefetch_related(
        Prefetch(
            "accesses",
            ProductAccess.objects.held().select_related("product"),
            to_attr="ticks",
        )
    )
    return keyset(members, ("place", "sort_name", "id"), after)


def invitations_page(company: Company, wanted: Filter, after: str | None) -> Page[Invitation]:
    """Invitations that wait, the newest first."""
    return keyset(waiting_invitations(company, wanted), ("-id",), after)


def waiting_above(company: Company, wanted: Filter) -> list[Invitation]:
    """The few waiting invitations that stand above the first page of users."""
    return list(waiting_invitations(company, wanted).order_by("-id")[: MOST_ABOVE + 1])


def waiting_invitations(company: Company, wanted: Filter) -> QuerySet[Invitation]:
    waiting = Invitation.objects.open().filter(company=company)
    if wanted.words:
        waiting = waiting.filter(email__icontains=wanted.words.lower())
    return waiting.select_related("invited_by").prefetch_related("products")


def people_named(words: str) -> QuerySet[User]:
    """People in whose name or address each of the words occurs.

    SQLite compares capital and small letters only in ASCII, so the usual spellings of a Polish name are tried.
    """
    found = User.objects.all()
    for word in words.split()[:5]:
        spellings = {word, word.lower(), word.upper(), word.capitalize()}
        one = Q(email__icontains=word.lower())
        for spelling in spellings:
            one |= Q(first_name__icontains=spelling) | Q(last_name__icontains=spelling)
        found = found.filter(one)
    return found.values("pk")


def holders_page(company: Company, product: Product, after: str | None) -> Page[ProductAccess]:
    """Who opens a product, the newest right first."""
    active = ProductAccess.objects.active().filter(membership__company=company, product=product)
    return keyset(active.select_related("membership__user", "granted_by"), ("-id",), after)


def head_count(company: Company) -> dict[str, int]:
    """How many there are of each role, and how many were invited: one row each."""
    roles = Membership.objects.active().filter(company=company).values_list("role").order_by()
    counts = dict(roles.annotate(people=Count("id")))
    return counts | {INVITED: Invitation.objects.open().filter(company=company).count()}


def possible_successors(membership: Membership) -> list[Membership]:
    """Who could take the keys over from this administrator: those with a role, the highest first."""
    others = (
        Membership.objects.active().filter(company=membership.company_id).exclude(pk=membership.pk)
    )
    order = Case(
        When(role=Role.ADMINISTRATOR, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    living = others.exclude(role__in=[Role.ASSOCIATED, Role.GLOBAL_ADMINISTRATOR]).filter(
        user__is_active=True, user__deletion_due_at=None
    )
    return list(living.select_related("user").annotate(order=order).order_by("order", "id")[:5])
