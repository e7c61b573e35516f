"""Who in an office may serve its clients, who does, and which clients nobody serves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership, MembershipQuerySet
from klucznik.companies.permissions import Permission, may, roles_with
from klucznik.offices.models import Assignment, Client, Power, Share

# So many clients are shown on one page, each with a box to tick.
MOST_AT_ONCE = 200


def places_that_serve(office: Company) -> MembershipQuerySet:
    """Everybody in the office whose role lets them serve clients."""
    roles = roles_with(Permission.CLIENTS_SERVE)
    return Membership.objects.active().filter(company=office, role__in=roles)


def people_of(client: Client) -> list[Assignment]:
    """Who serves the client now, by name."""
    rows = client.assignments.filter(ended_at=None).select_related("member", "by")
    return list(rows.order_by("member__last_name", "member__first_name", "id"))


def serving(office: Company, people: Iterable[User]) -> dict[int, Membership]:
    """Of these people those who may serve clients of the office, by the key of the person."""
    rows = places_that_serve(office).filter(user__in=list(people)).select_related("user")
    return {place.user_id: place for place in rows}


def is_served_by(client: Client, user: User) -> bool:
    return client.assignments.filter(member=user, ended_at=None).exists()


def clients_of_person(office: Company, person: User) -> QuerySet[Client]:
    """The clients that somebody serves, by name."""
    rows = Client.objects.current().filter(office=office).served_by(person)
    return rows.order_by("name", "id")


def left_alone(office: Company) -> QuerySet[Client]:
    """The clients that nobody serves by name: only those who manage all clients see them."""
    rows = Client.objects.current().filter(office=office).exclude(_served())
    return rows.order_by("name", "id")


def left_alone_without(office: Company, person: User) -> QuerySet[Client]:
    """The clients that nobody but this person serves."""
    others = Assignment.objects.filter(client=OuterRef("pk"), ended_at=None).exclude(member=person)
    return clients_of_person(office, person).exclude(Exists(others))


def loads(office: Company) -> dict[int, int]:
    """How many clients each person serves, by their key."""
    rows = Assignment.objects.filter(client__office=office, ended_at=None, client__ended_at=None)
    return dict(rows.values_list("member").annotate(clients=Count("id")))


def sees_all(place: Membership) -> bool:
    """Whether somebody reaches every client of the office, also without being given it."""
    return may(place, Permission.CLIENTS_MANAGE)


def seen_by(places: Iterable[Membership]) -> Q:
    """Which clients these places of one person reach: those given to them, or all where they manage clients."""
    found = Q(pk__in=[])
    for place in places:
        if not may(place, Permission.CLIENTS_SERVE):
            continue
        of_office = Q(office=place.company_id)
        found |= of_office if sees_all(place) else of_office & Q(_served(place.user_id))
    return found


def _served(member: int | None = None) -> Exists:
    rows = Assignment.objects.filter(client=OuterRef("pk"), ended_at=None)
    return Exists(rows if member is None else rows.filter(member=member))


def shared_with(clients: QuerySet[Client], code: str) -> QuerySet[Client]:
    """Of these clients those who accepted the product with this code."""
    active = Share.objects.active().filter(client=OuterRef("pk"), product__code=code)
    return clients.filter(Exists(active))


def current_shares(clients: Iterable[Client]) -> dict[int, tuple[Share, set[str]]]:
    """What is shared with these clients now, with the powers of the office, by the client's key; two queries."""
    rows = Share.objects.current().filter(client__in=list(clients))
    rows = rows.select_related("product", "company").prefetch_related(
        Prefetch("powers", Power.objects.filter(ended_at=None), to_attr="standing")
    )
    return {
        share.client_id: (share, {power.kind for power in share.standing})  # type: ignore[attr-defined]
        for share in rows
    }


@dataclass(frozen=True)
class Serving:
    """Somebody of the office with how many clients they serve."""

    place: Membership
    clients: int
    sees_all: bool


def with_loads(office: Company) -> list[Serving]:
    """Everybody who may serve clients, by name; two queries for any number of people and clients."""
    places = places_that_serve(office).select_related("user")
    counted = loads(office)
    found = []
    for place in places.order_by("user__last_name", "user__first_name", "pk"):
        place.company = office
        found.append(Serving(place, counted.get(place.user_id, 0), sees_all(place)))
    return found
