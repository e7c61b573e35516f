"""A wrong address is corrected by the office itself, and an invitation is sent again: the old link dies at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.errors import RightMissing
from klucznik.offices.actions.ending import end_share
from klucznik.offices.actions.sharing import correct_address, send_again
from klucznik.offices.errors import ShareNotPossible
from klucznik.offices.errors.sharing import AddressOfTheOffice, SameAddressAgain
from klucznik.offices.invitations import secret_of, share_with
from klucznik.offices.life import State
from klucznik.offices.models import Share, Side
from tests import factories
from tests.offices import factory
from tests.offices.sharing import offer

pytestmark = pytest.mark.django_db


def test_a_corrected_address_gets_a_new_link_and_the_old_one_dies():
    office, head = factory.office()
    share = offer(head, factory.client(office), email="zle@rogal.pl")
    old, number = secret_of(share), share.number

    share = correct_address(head, share, email="Dobrze@Rogal.pl")

    assert share.email == "dobrze@rogal.pl"
    assert share.number == number
    assert share_with(old) is None
    assert share_with(secret_of(share)) == share


def test_an_invitation_that_came_back_is_alive_again_after_the_correction():
    office, head = factory.office()
    share = offer(head, factory.client(office))
    Share.objects.filter(pk=share.pk).update(bounced_at=clock.now())

    assert correct_address(head, share, email="dobrze@rogal.pl").bounced_at is None


def test_a_correction_takes_back_the_question_of_the_wrong_person():
    office, head = factory.office()
    client = factory.client(office)
    company = factories.company(tax_number=client.tax_number)
    share = factory.share(client, company=company, asked_at=clock.now())
    old = secret_of(share)

    share = correct_address(head, share, email="dobrze@rogal.pl")

    assert (share.state, share.company, share.asked_by) == (State.INVITED, None, None)
    assert share_with(old) is None
    told = Event.objects.filter(kind=Kind.SHARE_CORRECTED)
    assert {event.company for event in told} == {office, company}
    at_client = told.get(company=company)
    assert at_client.facts["at_client"] is True
    assert at_client.details.values == {}


def test_the_same_address_is_no_correction():
    office, head = factory.office()
    share = offer(head, factory.client(office), email="jan@rogal.pl")

    with pytest.raises(SameAddressAgain):
        correct_address(head, share, email="JAN@rogal.pl")


def test_an_address_of_the_office_is_no_correction():
    office, head = factory.office()
    share = offer(head, factory.client(office))

    with pytest.raises(AddressOfTheOffice):
        correct_address(head, share, email=head.email)


def test_an_invitation_sent_again_lasts_30_days_from_now_also_after_the_old_ones(travel):
    office, head = factory.office()
    share = offer(head, factory.client(office))
    old = secret_of(share)
    travel(days=40)
    assert not share.is_link_open

    share = send_again(head, share)

    assert share.is_link_open
    assert share.expires_at == share.sent_at + timedelta(days=30)
    assert share_with(old) is None


def test_an_accepted_share_is_neither_sent_again_nor_corrected():
    office, head = factory.office()
    share = factory.active_share(factory.client(office))

    with pytest.raises(ShareNotPossible):
        send_again(head, share)
    with pytest.raises(ShareNotPossible):
        correct_address(head, share, email="inny@rogal.pl")


def test_an_ended_invitation_is_not_sent_again():
    office, head = factory.office()
    share = offer(head, factory.client(office))
    end_share(head, share, side=Side.OFFICE)

    with pytest.raises(ShareNotPossible):
        send_again(head, share)


def test_an_employee_does_not_send_again_nor_correct():
    office, head = factory.office()
    client, employee = factory.client(office), factory.employee(office)
    factory.assign(client, employee)
    share = offer(head, client)

    with pytest.raises(RightMissing):
        send_again(employee, share)
    with pytest.raises(RightMissing):
        correct_address(employee, share, email="inny@rogal.pl")
