"""Deputyships end: by time, with the place or the role, or because the keys came; and what was answered stays so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from klucznik.accounts.models import User
from klucznik.companies.knowing import become_known
from klucznik.companies.models import Membership, Role
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members import tasks
from klucznik.members.actions.deputies import (
    accept_deputyship,
    decline_deputyship,
    name_deputy,
    resign_deputyship,
)
from klucznik.members.actions.people import change_role, remove_member
from klucznik.members.deputies import deputies_of
from klucznik.members.errors import (
    DeputyshipClosed,
)
from klucznik.members.models import Deputy
from tests import factories
from tests.cast import Cast
from tests.members.pages import page_of, place_of

SignIn = Callable[..., Client]
GLOBAL = Role.GLOBAL_ADMINISTRATOR


def named(cast: Cast, person: User | None = None, wait_days: int = 7) -> Deputy:
    place = place_of(person or cast.bogna, cast.alfa)
    return name_deputy(cast.anna, place, wait_days=wait_days)


def colleague(cast: Cast) -> Membership:
    return factories.membership(cast.alfa, factories.person("Kolega"))


def test_after_a_week_the_person_is_reminded_and_after_thirty_days_the_naming_lapses(
    cast: Cast, travel: Callable[..., object], deliver: Callable[[], None]
) -> None:
    deputy = named(cast)
    deliver()
    mail.outbox.clear()

    travel(days=7)
    for _ in range(2):
        tasks.ask_deputies_again()
    deliver()
    reminded = [(message.to[0], message.subject) for message in mail.outbox]
    mail.outbox.clear()
    travel(days=22)
    tasks.lapse_deputies()
    still = deputies_of(cast.alfa).exists()
    travel(days=1)
    gone_at_its_moment = not deputies_of(cast.alfa).exists()
    with pytest.raises(DeputyshipClosed):
        accept_deputyship(cast.bogna, deputy)
    tasks.lapse_deputies()
    tasks.lapse_deputies()
    deliver()

    assert reminded == [
        ("bogna@example.com", "[Klucznik] Piekarnia Alfa: will you be a deputy? A reminder"),
    ]
    assert still
    assert gone_at_its_moment
    assert Event.objects.filter(kind=Kind.DEPUTY_LAPSED).count() == 1
    assert [message.to for message in mail.outbox] == [["anna@example.com"]]
    assert "did not answer in time" in str(mail.outbox[0].body)


def test_a_lapsed_naming_makes_room_before_the_clock_notes_it(
    cast: Cast, travel: Callable[..., object]
) -> None:
    first = named(cast)
    travel(days=31)

    second = named(cast)

    first.refresh_from_db()
    assert first.ended_at
    assert list(deputies_of(cast.alfa)) == [second]


@pytest.mark.parametrize("end", ["removed", "global", "recognized"])
def test_it_ends_by_itself_with_the_place_the_role_or_when_the_keys_come(
    cast: Cast, end: str
) -> None:
    factories.with_factor(cast.anna)
    if end == "recognized":
        cast.alfa.known_at = None
        cast.alfa.save()
        Membership.objects.filter(company=cast.alfa).update(proven_at=None)
    accept_deputyship(cast.bogna, named(cast))
    bogna = place_of(cast.bogna, cast.alfa)

    if end == "removed":
        remove_member(cast.anna, bogna)
    elif end == "global":
        change_role(cast.anna, bogna, role=GLOBAL)
    else:
        become_known([cast.alfa.pk])

    deputy = Deputy.objects.get()
    assert deputy.ended_at
    assert Event.objects.get(kind=Kind.DEPUTY_ENDED).sentence == "Bogna Bąk is no longer a deputy"


def test_what_was_answered_is_not_answered_again(cast: Cast, sign_in: SignIn) -> None:
    deputy = named(cast)
    decline_deputyship(cast.bogna, deputy)

    with pytest.raises(DeputyshipClosed):
        accept_deputyship(cast.bogna, deputy)
    with pytest.raises(DeputyshipClosed):
        resign_deputyship(cast.bogna, deputy)
    late = sign_in(cast.bogna).post(page_of(cast.alfa, "members:accept_deputyship"), follow=True)

    assert "You are not a deputy" in late.content.decode()
