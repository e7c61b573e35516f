"""The answer of a company to its office: agreed to, refused, declined; and a wrong address that is said to be one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.errors import RightMissing
from klucznik.offices.actions.accepting import (
    accept_share,
    agree_to_share,
    decline_share,
    refuse_share,
)
from klucznik.offices.actions.asking import ask_for_correction
from klucznik.offices.errors.accepting import (
    AlreadyAsking,
    CorrectionAsked,
)
from klucznik.offices.life import State
from klucznik.offices.models import Power, PowerKind, Share
from tests import factories
from tests.offices import factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return factory.office()[0]


@pytest.fixture
def kamil():
    return factories.person("Kamil", "Kliencki", email="kamil@example.com")


@pytest.fixture
def share(office):
    return factory.share(factory.client(office, "Kwiaciarnia Róża"), "kamil@example.com")


def company_with(share, *, known=False, **fields):
    return factories.company(
        "Róża sp. z o.o.",
        known=known,
        country=share.client.country,
        tax_number=share.client.tax_number,
        **fields,
    )


def keyholder(company, **fields):
    fields.setdefault("proven", company.is_known)
    person = factories.person("Wanda", "Właścicielska")
    factories.membership(company, person, Role.GLOBAL_ADMINISTRATOR, **fields)
    return person


def powers_of(share):
    return set(share.powers.filter(ended_at=None).values_list("kind", flat=True))


def test_administrators_agree_and_choose_what_the_office_may_do(share, kamil):
    company = company_with(share)
    wanda = keyholder(company)
    asked = accept_share(kamil, share)

    agreed = agree_to_share(wanda, asked, powers=[PowerKind.DATA])

    assert (agreed.state, agreed.accepted_by, agreed.made_company) == (State.ACTIVE, wanda, False)
    assert powers_of(share) == {PowerKind.DATA}


def test_administrators_refuse_and_the_place_is_free(share, kamil):
    wanda = keyholder(company_with(share))
    asked = accept_share(kamil, share)

    refused = refuse_share(wanda, asked)

    assert (refused.state, refused.ended_side, refused.reading_until) == (
        State.ENDED,
        "client",
        None,
    )
    assert not Share.objects.current().exists()
    assert Event.objects.filter(kind=Kind.SHARE_REFUSED).count() == 2


def test_only_who_decides_for_the_company_answers(share, kamil):
    company = company_with(share)
    keyholder(company)
    administrator = factories.person()
    factories.membership(company, administrator, Role.ADMINISTRATOR)
    fresh = factories.person()
    factories.membership(
        company,
        fresh,
        Role.GLOBAL_ADMINISTRATOR,
        probation_until=clock.now() + timedelta(days=3),
    )
    office_head = Membership.objects.get(company=share.office).user
    asked = accept_share(kamil, share)

    for person in (kamil, administrator, fresh, office_head):
        with pytest.raises(RightMissing):
            agree_to_share(person, asked)
        with pytest.raises(RightMissing):
            refuse_share(person, asked)


def test_the_question_is_put_once_and_its_answer_may_come_late(share, kamil, travel):
    wanda = keyholder(company_with(share))
    asked = accept_share(kamil, share)
    with pytest.raises(AlreadyAsking):
        accept_share(kamil, asked)

    travel(days=60)
    assert agree_to_share(wanda, asked).state == State.ACTIVE


def test_an_administrator_to_whom_the_message_was_passed_on_accepts_for_the_company(share):
    wanda = keyholder(company_with(share))

    assert agree_to_share(wanda, share).state == State.ACTIVE


def test_nobody_agrees_for_a_company_that_the_portal_does_not_have(share, kamil):
    with pytest.raises(RightMissing):
        agree_to_share(kamil, share)


def test_whoever_holds_the_link_declines_without_an_account(share):
    declined = decline_share(None, share)

    assert (declined.state, declined.ended_side) == (State.ENDED, "client")
    assert Event.objects.filter(kind=Kind.SHARE_REFUSED, company=share.office).count() == 1


def test_another_account_asks_the_office_to_correct_the_address_once(share):
    stranger = factories.person(email="inny@example.com")

    ask_for_correction(stranger, share)
    with pytest.raises(CorrectionAsked):
        ask_for_correction(stranger, share)
    for _ in range(2):
        ask_for_correction(factories.person(), share)
    with pytest.raises(CorrectionAsked):
        ask_for_correction(factories.person(), share)

    event = Event.objects.filter(kind=Kind.SHARE_CORRECTION_ASKED).first()
    assert event.company == share.office
    assert event.details.values["account"] == "inny@example.com"
    share.refresh_from_db()
    assert share.state == State.INVITED
    assert not Power.objects.exists()
