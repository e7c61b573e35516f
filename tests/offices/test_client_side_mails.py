"""Who is written to when a client answers its office: each side once, and nobody learns more than they may."""

from __future__ import annotations

import pytest
from django.core import mail

from klucznik.companies.models import Membership, Role
from klucznik.offices.actions.accepting import (
    accept_share,
    agree_to_share,
    decline_share,
    refuse_share,
)
from klucznik.offices.actions.asking import ask_for_correction
from klucznik.offices.actions.powers import give_power, take_power
from klucznik.offices.models import PowerKind
from tests import factories
from tests.offices import factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return factory.office()[0]


@pytest.fixture
def head(office):
    return Membership.objects.get(company=office).user


@pytest.fixture
def kamil():
    return factories.person("Kamil", "Kliencki", email="kamil@example.com")


@pytest.fixture
def share(office):
    return factory.share(factory.client(office, "Kwiaciarnia Róża"), "kamil@example.com")


@pytest.fixture
def wanda(share):
    """Who administers the company that has the client's tax ID."""
    company = factories.company("Róża sp. z o.o.", known=True, tax_number=share.client.tax_number)
    person = factories.person("Wanda", "Właścicielska")
    factories.membership(company, person, Role.GLOBAL_ADMINISTRATOR)
    return person


def letters(person):
    return [message for message in mail.outbox if message.to == [person.email]]


def test_whoever_accepts_reads_what_the_office_may_do_and_where_the_way_out_is(
    share, kamil, head, deliver
):
    accept_share(kamil, share, powers=[PowerKind.WORK, PowerKind.PEOPLE])
    deliver()

    found = [one for one in letters(kamil) if "Biuro Rachunkowe Saldo" in one.subject]
    assert len(found) == 1
    for words in (
        "You accepted it.",
        "work in the shared application for the company",
        "see who opens the application",
        "/office/",
    ):
        assert words in found[0].body
    assert "read the company data" not in found[0].body
    assert len(letters(head)) == 1


def test_administrators_are_asked_once_and_the_asker_gets_their_answer(
    share, kamil, wanda, deliver
):
    asked = accept_share(kamil, share)
    deliver()
    question = [one for one in letters(wanda) if "wants to share" in one.subject]
    assert len(question) == 1
    assert "Kamil Kliencki came with the office’s invitation" in question[0].body
    assert "/shares/" not in question[0].body

    agree_to_share(wanda, asked, powers=[])
    deliver()

    answer = [one for one in letters(kamil) if "accepted Subiekt 123" in one.subject]
    assert len(answer) == 1
    joined = [one for one in letters(wanda) if "Subiekt 123 from" in one.subject]
    assert "The office has no power in the company." in joined[0].body


def test_a_refusal_reaches_the_asker_and_the_office(share, kamil, wanda, head, deliver):
    asked = accept_share(kamil, share)
    refuse_share(wanda, asked)
    deliver()

    assert [one for one in letters(kamil) if "did not accept" in one.subject]
    assert len([one for one in letters(head) if "Kwiaciarnia Róża" in one.subject]) == 1


def test_who_declines_themselves_is_told_nothing(share, kamil, deliver):
    decline_share(kamil, share)
    deliver()

    assert not letters(kamil)


def test_the_office_learns_of_each_power_that_is_taken_or_given(office, head, deliver):
    share = factory.active_share(factory.client(office, "Piekarnia Rogal"))
    take_power(share.accepted_by, share, kind=PowerKind.WORK)
    give_power(share.accepted_by, share, kind=PowerKind.WORK)
    deliver()

    found = letters(head)
    assert len(found) == 2
    assert "Your people no longer open Subiekt 123 for this client." in found[0].body
    assert "can open Subiekt 123 for it" in found[1].body
    assert "Kliencki" not in found[0].body


def test_the_office_learns_of_an_account_that_wants_the_address_corrected(share, head, deliver):
    ask_for_correction(factories.person("Inna", "Osoba", email="inna@example.com"), share)
    deliver()

    found = letters(head)
    assert len(found) == 1
    for words in ("kamil@example.com", "inna@example.com", "Nothing has changed yet"):
        assert words in found[0].body
