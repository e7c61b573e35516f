"""The wrong person accepted: for 14 days the office takes it back, while nothing stands on it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.companies.actions.connecting import found_company
from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.actions.invitations import invite_member
from klucznik.members.errors import RightMissing
from klucznik.offices.actions.accepting import accept_share
from klucznik.offices.actions.sharing import correct_address
from klucznik.offices.actions.withdrawing import withdraw_acceptance
from klucznik.offices.errors import ShareNotPossible
from klucznik.offices.errors.accepting import SomebodyOfTheOffice
from klucznik.offices.errors.sharing import AddressOfTheOffice, NotWithdrawable
from klucznik.offices.invitations import secret_of, share_with
from klucznik.offices.life import State
from klucznik.offices.models import Power, Share
from klucznik.recovery.models import RightsRequest
from tests import factories
from tests.offices import factory
from tests.offices.sharing import offer

pytestmark = pytest.mark.django_db


def test_the_invitation_waits_again_at_the_corrected_address():
    office, head = factory.office()
    share = factory.active_share(factory.client(office))
    old, number = secret_of(share), share.number

    share = withdraw_acceptance(head, share, email="Wlasciwa@Rogal.pl")

    assert (share.state, share.email, share.number) == (
        State.INVITED,
        "wlasciwa@rogal.pl",
        number,
    )
    assert (share.company, share.accepted_by, share.made_company) == (None, None, False)
    assert share_with(old) is None
    assert share_with(secret_of(share)) == share
    assert not Power.objects.filter(share=share, ended_at=None).exists()


def test_everybody_loses_the_company_and_it_closes():
    office, head = factory.office()
    share = factory.active_share(factory.client(office))
    company, wrong = share.company, share.accepted_by
    colleague = factories.person()
    factories.membership(company, colleague, Role.USER, proven=False)
    waiting = invite_member(wrong, company, email="ktos@rogal.pl", role=Role.USER)

    withdraw_acceptance(head, share)

    assert not Membership.objects.active().filter(company=company).exists()
    assert Company.objects.get(pk=company.pk).closed_at is not None
    waiting.refresh_from_db()
    assert waiting.is_ended


def test_the_right_person_may_found_the_company_anew():
    office, head = factory.office()
    client = factory.client(office)
    share = factory.active_share(client)
    wrong, right = share.accepted_by, factories.person()
    withdraw_acceptance(head, share)

    company = found_company(right, tax_id=client.tax_id, statement=True, name="Piekarnia")

    people = Membership.objects.active().filter(company=company)
    assert [place.user for place in people] == [right]
    assert wrong not in [place.user for place in people]


def test_the_wrong_person_is_signed_out_everywhere(sign_in):
    office, head = factory.office()
    share = factory.active_share(factory.client(office))
    browser = sign_in(share.accepted_by)

    withdraw_acceptance(head, share)

    assert browser.get(share.company.get_absolute_url()).status_code == 302


def test_both_histories_tell_it_and_no_member_is_said_to_have_left_by_themselves():
    office, head = factory.office()
    share = factory.active_share(factory.client(office))
    company = share.company

    withdraw_acceptance(head, share)

    told = Event.objects.filter(kind=Kind.SHARE_WITHDRAWN)
    assert {event.company for event in told} == {office, company}
    assert told.get(company=company).details.values == {}
    assert not Event.objects.filter(kind=Kind.MEMBER_LEFT).exists()
    assert Event.objects.filter(kind=Kind.MEMBER_REMOVED, company=company).count() == 1
    assert Event.objects.filter(kind=Kind.COMPANY_CLOSED, company=company).count() == 1


def test_after_14_days_the_acceptance_stands(travel):
    office, head = factory.office()
    share = factory.active_share(factory.client(office))
    travel(days=13, hours=23)
    assert share.is_withdrawable

    travel(hours=2)

    with pytest.raises(NotWithdrawable, match="for 14 days"):
        withdraw_acceptance(head, share)


def test_a_company_that_was_there_before_is_not_taken_back():
    office, head = factory.office()
    share = factory.active_share(factory.client(office))
    Share.objects.filter(pk=share.pk).update(made_company=False)

    with pytest.raises(NotWithdrawable, match="was there before"):
        withdraw_acceptance(head, share)


def known(share: Share) -> None:
    Company.objects.filter(pk=share.company_id).update(known_at=clock.now())


def proven(share: Share) -> None:
    Membership.objects.filter(company=share.company_id).update(proven_at=clock.now())


def licensed(share: Share) -> None:
    factories.license(share.company, variant="trial")


def ordered(share: Share) -> None:
    factories.transaction(share.company)


def asked(share: Share) -> None:
    RightsRequest.objects.create(
        company=share.company,
        person=factories.person(),
        reason="Proszę",
        expires_at=clock.now() + timedelta(days=7),
    )


def shared_twice(share: Share) -> None:
    other, _head = factory.office("Inne Biuro")
    client = factory.client(other, tax_number=share.client.tax_number)
    factory.share(client, company=share.company, accepted_at=clock.now())


@pytest.mark.parametrize("build", [known, proven, licensed, ordered, asked, shared_twice])
def test_what_stands_on_the_company_keeps_it(build):
    office, head = factory.office()
    share = factory.active_share(factory.client(office))
    build(share)

    with pytest.raises(NotWithdrawable):
        withdraw_acceptance(head, share)
    share.refresh_from_db()
    assert share.state == State.ACTIVE
    assert Membership.objects.active().filter(company=share.company).exists()


def test_nobody_of_the_office_gets_the_invitation_in_place_of_the_wrong_person():
    office, head = factory.office()
    share = factory.active_share(factory.client(office))

    with pytest.raises(AddressOfTheOffice):
        withdraw_acceptance(head, share, email=head.email)


def test_an_employee_and_the_client_do_not_withdraw():
    office, _head = factory.office()
    client, employee = factory.client(office), factory.employee(office)
    factory.assign(client, employee)
    share = factory.active_share(client)

    for person in (employee, share.accepted_by):
        with pytest.raises(RightMissing):
            withdraw_acceptance(person, share)


def test_an_invitation_that_nobody_accepted_is_corrected_and_not_withdrawn():
    office, head = factory.office()
    share = factory.share(factory.client(office))

    with pytest.raises(ShareNotPossible):
        withdraw_acceptance(head, share)
    assert correct_address(head, share, email="inny@rogal.pl")


def test_somebody_whom_the_office_employed_meanwhile_does_not_become_the_clients_administrator():
    office, head = factory.office()
    client, person = factory.client(office), factories.person()
    share = offer(head, client, email=person.email)
    factories.membership(office, person, Role.USER)

    with pytest.raises(SomebodyOfTheOffice):
        accept_share(person, share)
    assert not Company.objects.with_tax_id(client.tax_id).exists()
