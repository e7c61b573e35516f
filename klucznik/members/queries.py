"""Questions about the people of a company, each at the same cost for ten people and for ten thousand."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.history import Wanted, history_events
from klucznik.companies.models import Company, Membership, Role
from klucznik.core.paging import Page, keyset
from klucznik.events.models import Event
from klucznik.members.deputies import deputies_of
from klucznik.members.models import Invitation, ProductAccess

RECENT = 5


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


def rights_of(membership: Membership) -> list[ProductAccess]:
    """What this person opens by name: since when, by whom, until when."""
    held = ProductAccess.objects.held().filter(membership=membership)
    return list(held.select_related("product", "granted_by").order_by("product__name", "pk"))


def inviter_of(membership: Membership) -> User | None:
    """Who invited this person, if they came by an invitation."""
    accepted = Invitation.objects.filter(
        company=membership.company_id,
        accepted_by=membership.user_id,
        accepted_at__gte=membership.joined_at,
    )
    found = accepted.select_related("invited_by").order_by("accepted_at").first()
    return found.invited_by if found else None


def recent_events(membership: Membership) -> list[Event]:
    """The last things that this person did here or that were done about them."""
    wanted = Wanted(person=membership.user.public_id)
    return list(history_events(membership.company, wanted).order_by("-id")[:RECENT])


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
    return keyset(named.annotate(rank=rank), ("rank", "user__sort_name", "id"), after)


def keepers_page(company: Company, after: str | None) -> Page[Membership]:
    """The global administrators, the longest serving first."""
    holders = Membership.objects.filter(company=company).global_administrators()
    return keyset(holders.select_related("user"), ("id",), after)
