"""The invitation of an accounting office: a way to the keys only where the office's share made the company."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core import mail
from django.urls import reverse

from klucznik.companies.knowing import become_known
from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from klucznik.declarations.actions.contests import object_to
from klucznik.declarations.models import Declaration, State
from klucznik.declarations.reasons import Ending
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.places import Reason, end_membership
from klucznik.recovery.actions.stepping_in import accept_office_invitation
from klucznik.recovery.errors import NoOfficeInvitation
from klucznik.recovery.offices import Share
from klucznik.recovery.situations import situation
from klucznik.recovery.ways import Way, ways
from tests import factories
from tests.declarations import cases
from tests.recovery import office


@pytest.fixture
def client_company(db, settings):
    """What an office's share made: unknown to the vendor, without licenses; nobody holds the keys."""
    settings.OFFICE_SHARES = [office.SOURCE]
    company = factories.company("Kwiaciarnia Róża", known=False)
    share = Share("Biuro Modrzew", "roza@example.com", str(company.tax_id))
    office.SHARES.clear()
    office.SHARES[company.pk] = share
    yield company
    office.SHARES.clear()


@pytest.fixture
def roza(client_company):
    person = factories.person("Róża", "Różycka", email="roza@example.com")
    factories.membership(client_company, person, Role.ASSOCIATED, proven=False)
    return person


@pytest.fixture
def former(client_company):
    """Who administered the company before, and left."""
    person = factories.person("Filomena", "Fąk", email="filomena@example.com")
    place = factories.membership(client_company, person, Role.GLOBAL_ADMINISTRATOR, proven=False)
    end_membership(place, actor=person, reason=Reason.LEFT)
    return person


def test_it_is_accepted_through_the_page_and_the_role_stays_unproven(
    client_company, roza, sign_in, travel, deliver
):
    client = sign_in(roza)
    shown = client.get(reverse("recovery:ways", args=[client_company.public_id])).content.decode()
    assert "Biuro Modrzew" in shown
    assert "It takes a day." in shown
    address = reverse("recovery:accept_office", args=[client_company.public_id])
    assert "Nobody has checked" in client.get(address).content.decode()
    answer = client.post(address)
    case = Declaration.objects.get()
    assert answer.url == reverse("declarations:case", args=[case.public_id])
    page = client.get(answer.url).content.decode()
    assert "You accepted the invitation of the accounting office." in page
    assert cases.place_of(roza, client_company).role == Role.ASSOCIATED

    travel(days=4)
    cases.let_the_clock_work()
    place = cases.place_of(roza, client_company)
    assert place.role == Role.GLOBAL_ADMINISTRATOR
    assert place.proven_at is None
    assert place.is_on_probation
    assert Event.objects.filter(kind=Kind.OFFICE_CLIENT_GRANTED).count() == 1


def test_the_former_administrator_is_told_and_can_stop_it(
    client_company, roza, former, deliver, travel
):
    case = accept_office_invitation(roza, client_company)
    deliver()
    told = [message for message in mail.outbox if message.to == ["filomena@example.com"]]
    assert "Róża Różycka" in told[0].body
    contest = object_to(cases.voice(case, "former_administrator"))
    travel(days=4)
    cases.let_the_clock_work()

    assert contest.freezes
    assert cases.fresh(case).state == State.NOTICE
    assert cases.place_of(roza, client_company).role == Role.ASSOCIATED


def test_an_office_cannot_take_over_a_company_that_it_did_not_make(cast, settings):
    """Abuse: an office invites its own mailbox to a company that it only keeps the books of."""
    settings.OFFICE_SHARES = [office.SOURCE]
    cases.lose_the_keys(cast)

    with pytest.raises(NoOfficeInvitation):
        accept_office_invitation(cast.dorota, cast.alfa)
    assert ways(situation(cast.alfa, cast.dorota)).recommended == Way.DECLARE


@pytest.mark.parametrize(
    "change",
    ["licenses of its own", "another tax ID", "known to the vendor", "an administrator", "address"],
)
def test_otherwise_the_invitation_is_no_way(client_company, roza, change):
    share = office.SHARES[client_company.pk]
    if change == "licenses of its own":
        factories.license(client_company)
    elif change == "another tax ID":
        office.SHARES[client_company.pk] = replace(share, tax_id="PL5252480420")
    elif change == "known to the vendor":
        become_known([client_company.pk])
        client_company.refresh_from_db()
    elif change == "an administrator":
        other = factories.person("Ola")
        factories.membership(client_company, other, Role.GLOBAL_ADMINISTRATOR, proven=False)
    else:
        office.SHARES[client_company.pk] = replace(share, email="inny@example.com")

    assert ways(situation(client_company, roza)).recommended != Way.OFFICE_INVITATION
    with pytest.raises(NoOfficeInvitation):
        accept_office_invitation(roza, client_company)


def test_an_unverified_address_is_nobodys(client_company, roza):
    roza.emailaddress_set.update(verified=False)

    with pytest.raises(NoOfficeInvitation):
        accept_office_invitation(roza, client_company)


def test_what_the_vendor_learns_while_others_can_object_ends_it(client_company, roza, travel):
    case = accept_office_invitation(roza, client_company)
    become_known([client_company.pk])
    travel(days=4)
    cases.let_the_clock_work()

    assert cases.fresh(case).state == State.EXPIRED
    assert cases.fresh(case).outcome_reason == Ending.NO_GROUNDS
    assert cases.place_of(roza, client_company).role == Role.ASSOCIATED


def test_when_the_vendor_comes_to_know_the_company_the_role_falls_back(
    client_company, roza, travel
):
    """Squatting gains nothing, through an office either."""
    accept_office_invitation(roza, client_company)
    travel(days=4)
    cases.let_the_clock_work()
    become_known([client_company.pk])

    client_company.refresh_from_db()
    assert cases.place_of(roza, client_company).role == Role.ASSOCIATED
    assert not situation(client_company, roza).has_role


def test_without_a_source_there_is_no_such_way(client_company, roza, settings):
    settings.OFFICE_SHARES = []

    assert ways(situation(client_company, roza)).recommended == Way.DECLARE


def test_the_page_is_closed_to_others(client_company, roza, sign_in):
    other = factories.person("Obca")
    factories.membership(client_company, other, Role.ASSOCIATED, proven=False)
    address = reverse("recovery:accept_office", args=[client_company.public_id])

    answer = sign_in(other).post(address)
    assert answer.url == reverse("recovery:ways", args=[client_company.public_id])
    assert not Declaration.objects.exists()
    assert Membership.objects.filter(joined_at__lte=clock.now()).count() == 2
