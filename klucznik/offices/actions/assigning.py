"""Who of the office serves which client: given, taken, and passed on in bulk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import cycle

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.companies.keys import lock_company
from klucznik.companies.models import Company, Membership
from klucznik.companies.permissions import Permission, may
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.members.errors import RightMissing
from klucznik.members.permissions import acting
from klucznik.offices.actions.locking import lock_client
from klucznik.offices.errors.staffing import NobodyChosen, NoClientsChosen, NotServing
from klucznik.offices.models import Assignment, Client
from klucznik.offices.serving_people import left_alone, serving


@transaction.atomic
def assign(actor: User, client: Client, *, member: User) -> Assignment:
    """Give a client to somebody of the office, beside those who serve it. Given twice, it stays as it is."""
    client = lock_client(client)
    _require_manager(actor, client.office)
    _require_serving(client.office, [member])
    found = Assignment.objects.filter(client=client, member=member, ended_at=None).first()
    if found is not None:
        return found
    made = Assignment.objects.create(client=client, member=member, by=actor)
    tell_assigned(actor, client, member)
    return made


@transaction.atomic
def unassign(actor: User, client: Client, *, member: User) -> None:
    """Take a client from somebody: they do not find it any more from this moment on."""
    client = lock_client(client)
    _require_manager(actor, client.office)
    rows = Assignment.objects.filter(client=client, member=member, ended_at=None)
    if rows.update(ended_at=clock.now(), ended_by=actor):
        tell_unassigned(actor, client, member)


@transaction.atomic
def choose_people(actor: User, client: Client, *, people: Iterable[User]) -> None:
    """Let exactly these people serve a client: who is new gets it, who is not among them loses it."""
    client = lock_client(client)
    _require_manager(actor, client.office)
    rows = Assignment.objects.filter(client=client, ended_at=None).select_related("member")
    before, after = {row.member for row in rows}, set(people)
    for member in sorted(after - before, key=_key):
        assign(actor, client, member=member)
    for member in sorted(before - after, key=_key):
        unassign(actor, client, member=member)


@transaction.atomic
def reassign(
    actor: User,
    office: Company,
    *,
    from_member: User | None,
    to_members: Sequence[User],
    clients: Collection[Client] | None = None,
) -> int:
    """Pass clients of one person on (None: those that nobody serves), dealt out evenly; how many there were.

    Without `clients` all of them are passed on. Somebody who serves one of them already goes on serving it.
    """
    office = lock_company(office)
    _require_manager(actor, office)
    heirs = _heirs(office, from_member, to_members)
    passed = _passed_on(office, from_member, clients)
    dealt = list(zip(passed, cycle(heirs), strict=False))
    if from_member is not None:
        take_away(actor, from_member, passed)
    _give(actor, dealt)
    record(
        Kind.CLIENTS_REASSIGNED,
        actor=actor,
        company=office,
        person=from_member,
        count=len(passed),
        given=_counted(dealt),
    )
    return len(passed)


def take_away(actor: User | None, member: User, clients: Sequence[Client]) -> None:
    """End what somebody has with these clients of one office, each told. Call under `lock_company`."""
    rows = Assignment.objects.filter(client__in=clients, member=member, ended_at=None)
    rows.update(ended_at=clock.now(), ended_by=actor)
    for client in clients:
        tell_unassigned(actor, client, member)


def tell_assigned(actor: User, client: Client, member: User, *, in_bulk: bool = False) -> None:
    """One client in the history; what was given in bulk is written about once for all (CLIENTS_REASSIGNED)."""
    record(
        Kind.CLIENT_ASSIGNED,
        actor=actor,
        company=client.office,
        person=member,
        subject=client,
        client=client.name,
        in_bulk=in_bulk,
    )


def tell_unassigned(actor: User | None, client: Client, member: User) -> None:
    record(
        Kind.CLIENT_UNASSIGNED,
        actor=actor,
        company=client.office,
        person=member,
        subject=client,
        client=client.name,
    )


def _heirs(office: Company, from_member: User | None, people: Sequence[User]) -> list[User]:
    """Who takes the clients over: each once, and not whoever gives them away."""
    heirs = [one for one in dict.fromkeys(people) if one != from_member]
    if not heirs:
        raise NobodyChosen
    _require_serving(office, heirs)
    return heirs


def _passed_on(
    office: Company, from_member: User | None, clients: Collection[Client] | None
) -> list[Client]:
    """The clients as they are under the lock: whoever lost one meanwhile passes it on no more."""
    if from_member is None:
        rows = left_alone(office)
    else:
        rows = Client.objects.current().filter(office=office).served_by(from_member)
    if clients is not None:
        rows = rows.filter(pk__in=[one.pk for one in clients])
    found = list(rows.order_by("name", "id"))
    if not found:
        raise NoClientsChosen
    for client in found:
        client.office = office
    return found


def _give(actor: User, dealt: Iterable[tuple[Client, User]]) -> None:
    dealt = list(dealt)
    has = set(
        Assignment.objects.filter(
            client__in=[client for client, _member in dealt], ended_at=None
        ).values_list("client", "member")
    )
    new = [(client, member) for client, member in dealt if (client.pk, member.pk) not in has]
    Assignment.objects.bulk_create(
        [Assignment(client=client, member=member, by=actor) for client, member in new]
    )
    for client, member in new:
        tell_assigned(actor, client, member, in_bulk=True)


def _counted(dealt: Iterable[tuple[Client, User]]) -> list[list[int]]:
    """How many clients each person got, by their key: the mail to them is written from it."""
    counts: dict[int, int] = {}
    for _client, member in dealt:
        counts[member.pk] = counts.get(member.pk, 0) + 1
    return [[member, count] for member, count in counts.items()]


def _require_manager(actor: User, office: Company) -> Membership:
    place = acting(actor, office)
    if not may(place, Permission.CLIENTS_MANAGE):
        raise RightMissing
    return place


def _require_serving(office: Company, people: Sequence[User]) -> None:
    found = serving(office, people)
    for person in people:
        if person.pk not in found:
            raise NotServing(person=person.display_name)


def _key(person: User) -> int:
    return person.pk
