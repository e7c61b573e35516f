"""Everybody who may come to a door, and one of each thing that an address can name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.test import Client
from django.utils import timezone

from klucznik.accounts.factors import has_factor
from klucznik.accounts.models import User
from klucznik.accounts.purposes import Purpose
from klucznik.backoffice.models import StaffMember, StaffRole, StaffSession
from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock
from klucznik.jobs.models import Job
from klucznik.members.models import Deputy
from tests import factories
from tests.cast import Cast, gather
from tests.security import things

STAFF = {"support": "ewa", "reviewer": "filip", "lead": "henryk", "manager": "iga"}


@dataclass
class World:
    """The cast, the people beside it, their browsers, and what stands in the variable parts of addresses."""

    cast: Cast
    people: dict[str, User]
    ours: dict[str, str]
    others: dict[str, str]
    sessions: dict[str, str] = field(default_factory=dict)

    def browser(self, who: str, *, enforce_csrf_checks: bool = False) -> Client:
        """A fresh browser of this person, as signed in as they were at the beginning."""
        client = Client(enforce_csrf_checks=enforce_csrf_checks, headers={"accept-language": "en"})
        if who in self.sessions:
            client.cookies["session"] = self.sessions[who]
        return client


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside leaves no trace; limits may count inside, as in every test."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


def everybody() -> World:
    """Put all of them into the database."""
    cast = gather()
    people = {
        "stranger": cast.dorota,
        "associated": _member(cast.alfa, "Aldona", Role.ASSOCIATED),
        "user": cast.bogna,
        "deputy": _deputy(cast.alfa, cast.anna),
        "administrator": cast.bartek,
        "global": factories.with_factor(cast.anna),
        "probation": _member(
            cast.alfa,
            "Pamela",
            Role.GLOBAL_ADMINISTRATOR,
            probation_until=clock.now() + timedelta(days=9),
        ),
        "other": factories.with_factor(cast.celina),
        "claimant": factories.person("Zenon", "Zych", email="zenon@example.com"),
    }
    factories.with_factor(people["probation"])
    iga = factories.with_factor(factories.person("Iga", "Ilska", email="iga@example.com"))
    StaffMember.objects.create(user=iga, role=StaffRole.ADMINISTRATOR)
    for role, name in STAFF.items():
        people[role] = iga if name == "iga" else getattr(cast, name)
    things.licensed(cast)
    Job.objects.create(task="mail.deliver", failed_at=timezone.now(), attempts=9)
    world = World(cast, people, things.ours(cast, people["claimant"]), things.others(cast))
    _open_browsers(world)
    return world


def _member(company: Company, name: str, role: Role, **fields: object) -> User:
    person = factories.person(name, "Nowa", email=f"{name.lower()}@example.com")
    proven = role != Role.ASSOCIATED
    joined = Membership.Joined.INVITED if proven else Membership.Joined.CONNECTED
    factories.membership(company, person, role, proven=proven, joined=joined, **fields)
    return person


def _deputy(company: Company, named_by: User) -> User:
    """A user who agreed to stand by."""
    person = _member(company, "Daria", Role.USER)
    place = Membership.objects.get(company=company, user=person)
    Deputy.objects.create(membership=place, named_by=named_by, accepted_at=clock.now(), wait_days=7)
    return person


def _open_browsers(world: World) -> None:
    """Everybody signs in; those with a second step have just confirmed it, `stale` has not."""
    for who, person in world.people.items():
        world.sessions[who] = _signed_in(person, fresh=has_factor(person))
    world.sessions["stale"] = _signed_in(world.people["global"], fresh=False)
    for role in STAFF:
        member = StaffMember.objects.get(user=world.people[role])
        world.sessions[f"idle {role}"] = _signed_in(world.people[role], fresh=True)
        StaffSession.objects.create(
            member=member,
            session_key=world.sessions[role],
            ends_at=timezone.now() + timedelta(minutes=30),
        )


def _signed_in(person: User, *, fresh: bool) -> str:
    client = Client()
    client.force_login(person)
    session = client.session
    if fresh:
        at = timezone.now().timestamp()
        session["account_authentication_methods"] = [
            {"method": "mfa", "type": "totp", "at": at, "reauthenticated": True}
        ]
        session["account_authentication_methods_user"] = str(person.pk)
        session["confirmed_for"] = {"user": person.pk} | dict.fromkeys(Purpose.values, at)
    session.save()
    return str(session.session_key)
