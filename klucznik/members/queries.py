"""The list of users: search, filter and pages that cost the same for ten people and for ten thousand."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    IntegerField,
    OuterRef,
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
from klucznik.members.deputies import deputies_of
from klucznik.members.models import AnotherAccount, Invitation, ProductAccess
from klucznik.members.models.invitations import InvitationQuerySet

INVITED = "invited"
SPACE = Value(" ")
SORT_NAME = Lower(
    Concat(
        "user__last_name",
        SPACE,
        "user__first_name",
        SPACE,
        "user__email",
        output_field=CharField(),
    )
)
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
        sort_name=SORT_NAME,
    ).prefetch_related(
        Prefetch(
            "accesses",
            ProductAccess.objects.held().select_related("product"),
            to_attr="ticks",
        )
    )
    return keyset(members, ("place", "sort_name", "id"), after)


def invitations_page(company: Company, wanted: Filter, after: str | None) -> Page[Invitation]:
    """Invitations that wait, and those that ran out within a month, the newest first."""
    return keyset(invitations_of(company, wanted), ("-id",), after)


def waiting_above(company: Company, wanted: Filter) -> list[Invitation]:
    """The few waiting invitations that stand above the first page of users."""
    return list(invitations_of(company, wanted).waiting().order_by("-id")[: MOST_ABOVE + 1])


def invitations_of(company: Company, wanted: Filter) -> InvitationQuerySet:
    """With the inviter, the products, and whether somebody asks to accept with another account."""
    undecided = AnotherAccount.objects.filter(
        invitation=OuterRef("pk"), allowed_at=None, refused_at=None
    )
    found = Invitation.objects.listed().filter(company=company)
    if wanted.words:
        found = found.filter(email__icontains=wanted.words.lower())
    found = found.annotate(questions=Exists(undecided)).select_related("invited_by")
    return found.prefetch_related("products")


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
    return counts | {INVITED: Invitation.objects.listed().filter(company=company).count()}


def candidates_page(
    membership: Membership, words: str, after: str | None, *, but_deputies: bool = False
) -> Page[Membership]:
    """Who could take the keys over or stand by: those with a role below it who can be reached, the highest first."""
    others = Membership.objects.active().filter(
        company=membership.company_id,
        role__in=[Role.USER, Role.ADMINISTRATOR],
        user__is_active=True,
        user__activated_at__isnull=False,
        user__address_bounced_at=None,
        user__deletion_due_at=None,
    )
    if words:
        others = others.filter(user__in=people_named(words))
    if but_deputies:
        others = others.exclude(pk__in=deputies_of(membership.company).values("membership"))
    rank = Case(
        When(role=Role.ADMINISTRATOR, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    named = others.exclude(pk=membership.pk).select_related("user")
    return keyset(
        named.annotate(rank=rank, sort_name=SORT_NAME), ("rank", "sort_name", "id"), after
    )


def keepers_page(company: Company, after: str | None) -> Page[Membership]:
    """The global administrators, the longest serving first."""
    holders = Membership.objects.filter(company=company).global_administrators()
    return keyset(holders.select_related("user"), ("id",), after)
