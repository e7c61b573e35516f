"""What the game about offices can do: every act of somebody of two offices, of four firms and of nobody."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.companies.actions.closing import close_company
from klucznik.companies.actions.connecting import found_company
from klucznik.companies.knowing import become_known
from klucznik.companies.models import Company, Membership
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.licensing.models import License
from klucznik.members.places import Reason, end_membership
from klucznik.offices import tasks
from klucznik.offices.actions.accepting import (
    accept_share,
    agree_to_share,
    decline_share,
    refuse_share,
)
from klucznik.offices.actions.assigning import assign, reassign, unassign
from klucznik.offices.actions.clients import end_client, register_client
from klucznik.offices.actions.ending import end_share
from klucznik.offices.actions.finding import send_found
from klucznik.offices.actions.powers import give_power, take_power
from klucznik.offices.actions.seen import note_first_run
from klucznik.offices.actions.sharing import correct_address, send_again, share_application
from klucznik.offices.actions.withdrawing import withdraw_acceptance
from klucznik.offices.finding import key_of, share_by_key
from klucznik.offices.models import Client, PowerKind, Side
from tests import factories
from tests.offices import factory
from tests.offices.world import Nothing, World, newest

TASKS = [
    tasks.end_shares_without_license,
    tasks.tell_ends_of_reading,
    tasks.close_readings,
    tasks.settle_registered_clients,
    tasks.tell_turning_clients,
]


def begin() -> World:
    """A company that an invitation made, a customer who was asked, an invitation, a firm that took one."""
    world = World()
    o0, o1, o2, firma3 = (
        "o0@example.com",
        "o1@example.com",
        "o2@example.com",
        "firma3@example.com",
    )
    for office, firm, email in ((0, 0, o0), (0, 2, o1), (1, 1, o2), (1, 3, firma3)):
        assert attempt(world, "register", office, office, firm)
        assert attempt(world, "offer", office, office, firm, email)
        assert attempt(world, "serve", office, office, firm, 2 + office)
        assert firm == 1 or attempt(world, "accept_as_invited", office, firm)
    return world


def attempt(world: World, act: str, *given: Any) -> bool:
    """One act in a transaction of its own; a refusal leaves nothing behind. Whether it was done."""
    try:
        with transaction.atomic():
            ACTS[act](world, *given)
    except DomainError:
        return False
    return True


def register(world: World, who: int, office: int, firm: int) -> None:
    tax_id, name = world.tax_ids[firm], f"Firma {firm}"
    register_client(
        world.person(who),
        world.offices[office],
        program=world.program,
        tax_id=tax_id,
        name=name,
        source=Client.Source.PORTAL,
    )


def run_program(world: World, office: int, firm: int) -> None:
    tax_id = world.tax_ids[firm]
    there = Client.objects.current().filter(office=world.offices[office])
    if there.filter(tax_number=tax_id.number).exists():
        raise Nothing
    note_first_run(None, world.offices[office], product=factory.books(), tax_id=tax_id, name="F")


def deregister(world: World, who: int, office: int, firm: int) -> None:
    end_client(world.person(who), world.client(office, firm))


def offer(world: World, who: int, office: int, firm: int, email: str) -> None:
    client, license = world.client(office, firm), world.license(office)
    share_application(world.person(who), client, license=license, name=client.name, email=email)


def correct(world: World, who: int, office: int, firm: int, email: str) -> None:
    correct_address(world.person(who), world.share(office, firm), email=email)


def again(world: World, who: int, office: int, firm: int) -> None:
    send_again(world.person(who), world.share(office, firm))


def withdraw(world: World, who: int, office: int, firm: int, email: str) -> None:
    withdraw_acceptance(world.person(who), world.share(office, firm), email=email)


def accept(world: World, who: int, office: int, firm: int) -> None:
    accept_share(world.person(who), world.share(office, firm))


def accept_as_invited(world: World, office: int, firm: int) -> None:
    share = world.share(office, firm)
    invited = User.objects.filter(email=share.email).first()
    if invited is None:
        raise Nothing
    accept_share(invited, share)


def agree(world: World, who: int | str, office: int, firm: int) -> None:
    agree_to_share(world.person(who, firm), world.share(office, firm), powers=[PowerKind.WORK])


def refuse(world: World, who: int | str, office: int, firm: int) -> None:
    refuse_share(world.person(who, firm), world.share(office, firm))


def decline(world: World, office: int, firm: int) -> None:
    decline_share(None, world.share(office, firm))


def end(world: World, who: int | str, office: int, firm: int, side: Side) -> None:
    end_share(world.person(who, firm), world.share(office, firm), side=side)


def show_number(world: World, office: int, firm: int, shown_for: int) -> None:
    number = world.share(office, firm).number
    if share := share_by_key(world.tax_ids[shown_for], key_of(number)):
        send_found(None, share)


def take(world: World, who: int | str, office: int, firm: int, kind: PowerKind) -> None:
    take_power(world.person(who, firm), world.share(office, firm), kind=kind)


def give(world: World, who: int | str, office: int, firm: int, kind: PowerKind) -> None:
    give_power(world.person(who, firm), world.share(office, firm), kind=kind)


def serve(world: World, who: int, office: int, firm: int, whom: int) -> None:
    assign(world.person(who), world.client(office, firm), member=world.person(whom))


def leave_off(world: World, who: int, office: int, firm: int, whom: int) -> None:
    unassign(world.person(who), world.client(office, firm), member=world.person(whom))


def pass_on(world: World, who: int, office: int, whom: int, to: int) -> None:
    reassign(
        world.person(who),
        world.offices[office],
        from_member=world.person(whom),
        to_members=[world.person(to)],
    )


def leave(world: World, who: int) -> None:
    """Somebody leaves the first place that they have, as long as somebody else keeps an office."""
    place = newest(Membership.objects.filter(user=world.person(who)).select_related("company"))
    if place.ended_at or place.user in world.heads:
        raise Nothing
    place.company = Company.objects.locked(place.company_id)
    end_membership(place, actor=place.user, reason=Reason.LEFT)


def found(world: World, who: int, firm: int) -> None:
    """An outsider adds a firm by hand; people of offices do not, in this game."""
    person = world.person(who)
    if person in [*world.heads, *world.employees]:
        raise Nothing
    found_company(person, tax_id=world.tax_ids[firm], statement=True, name=f"Firma {firm}")


def close(world: World, who: int | str, firm: int) -> None:
    close_company(world.person(who, firm), _there(world, firm))


def recognize(world: World, firm: int) -> None:
    become_known([_there(world, firm).pk])


def prove(world: World, firm: int) -> None:
    """Somebody's keys are proven, as a case or the vendor would."""
    places = Membership.objects.filter(company=_there(world, firm)).global_administrators()
    if not places.exists():
        raise Nothing
    places.update(proven_at=clock.now())


def buy(world: World, firm: int) -> None:
    """The firm gets a license of its own."""
    factories.license(_there(world, firm))


def size(world: World, office: int, amount: int) -> None:
    License.objects.filter(pk=world.license(office).pk).update(amount=amount)


def rest(world: World, office: int, status: str) -> None:
    revoked = clock.now() if status == License.Status.REVOKED else None
    License.objects.filter(pk=world.license(office).pk).update(status=status, revoked_at=revoked)


def work(_world: World) -> None:
    for task in TASKS:
        task()


def _there(world: World, firm: int) -> Company:
    company = world.company(firm)
    if company is None or company.closed_at:
        raise Nothing
    return company


ACTS = {
    act.__name__: act
    for act in (
        register, run_program, deregister, offer, correct, withdraw, accept, accept_as_invited,
        agree, refuse, decline, end, show_number, take, give, serve, leave_off, pass_on, leave, found,
        close, recognize, prove, buy, size, rest, work,
    )
} | {"send_again": again}  # fmt: skip
