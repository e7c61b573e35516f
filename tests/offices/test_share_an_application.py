"""An office shares an application with a client: who may, with what, from when, and how many times."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.models import License
from klucznik.members.errors import RightMissing
from klucznik.offices.actions.ending import end_share
from klucznik.offices.actions.sharing import share_application
from klucznik.offices.errors import ClientEnded
from klucznik.offices.errors.sharing import (
    AddressOfTheOffice,
    AlreadyShared,
    ClientNotRegistered,
    LicenseDoesNotShare,
    SharesUsedUp,
    StartOutOfRange,
)
from klucznik.offices.invitations import secret_of, share_with
from klucznik.offices.life import State
from klucznik.offices.models import Side
from tests import factories
from tests.offices import factory
from tests.offices.sharing import license_of, offer

pytestmark = pytest.mark.django_db


def test_a_client_gets_an_invitation_with_a_number_and_a_link_of_30_days():
    office, head = factory.office()
    client = factory.client(office, "Piekarnia Rogal")

    share = offer(head, client, email="Jan@Rogal.pl", city="Wrocław")

    assert (share.state, share.product.code) == (State.INVITED, "subiekt-123")
    assert (share.email, share.name, share.city) == ("jan@rogal.pl", "Piekarnia Rogal", "Wrocław")
    assert share.number
    assert share.company is None
    assert share.expires_at - share.sent_at == timedelta(days=30)
    assert share_with(secret_of(share)) == share


def test_the_offer_stands_in_the_history_of_the_office_alone():
    office, head = factory.office()

    share = offer(head, factory.client(office), email="jan@rogal.pl")

    event = Event.objects.get(kind=Kind.SHARE_OFFERED)
    assert (event.company, event.actor, event.subject_id) == (office, head, share.pk)
    assert "jan@rogal.pl" not in str(event.facts)
    assert event.details.values == {"email": "jan@rogal.pl"}


def test_only_who_manages_the_clients_shares():
    office, _head = factory.office()
    client, employee = factory.client(office), factory.employee(office)
    factory.assign(client, employee)

    with pytest.raises(RightMissing):
        offer(employee, client)
    with pytest.raises(RightMissing):
        offer(factories.person(), client)


def test_a_company_administrator_of_the_office_shares():
    office, _head = factory.office()
    manager = factory.employee(office, Role.ADMINISTRATOR)

    assert offer(manager, factory.client(office)).offered_by == manager


def test_an_unregistered_client_gets_no_share():
    office, head = factory.office()
    client = factory.client(office, registered_at=None, first_run_at=clock.now())

    with pytest.raises(ClientNotRegistered):
        offer(head, client)


def test_a_client_that_the_office_ended_gets_no_share():
    office, head = factory.office()
    client = factory.client(office, ended_at=clock.now())

    with pytest.raises(ClientEnded):
        offer(head, client)


def test_a_client_has_one_share_at_a_time():
    office, head = factory.office()
    client = factory.client(office)
    first = offer(head, client)

    with pytest.raises(AlreadyShared):
        offer(head, client)
    end_share(head, first, side=Side.OFFICE)
    assert offer(head, client).pk != first.pk


def test_the_last_share_of_a_license_is_given_and_the_next_one_refused():
    office, head = factory.office(shares=1)
    offer(head, factory.client(office))

    with pytest.raises(SharesUsedUp, match="All 1 shares"):
        offer(head, factory.client(office))


def test_shares_stay_when_the_license_shrinks_and_new_ones_are_refused():
    office, head = factory.office(shares=3)
    shares = [offer(head, factory.client(office)) for _ in range(3)]
    License.objects.filter(pk=license_of(office).pk).update(suspended_amount=1)

    with pytest.raises(SharesUsedUp):
        offer(head, factory.client(office))
    end_share(head, shares[0], side=Side.OFFICE)
    with pytest.raises(SharesUsedUp):
        offer(head, factory.client(office))
    end_share(head, shares[1], side=Side.OFFICE)
    offer(head, factory.client(office))


@pytest.mark.parametrize(
    "change",
    [
        {"status": "suspended"},
        {"status": "revoked", "revoked_at": clock.now()},
        {"valid_to": "2024-02-01"},
        {"valid_from": "2090-01-01"},
    ],
)
def test_a_license_that_is_worth_nothing_today_shares_nothing(change):
    office, head = factory.office()
    client, license = factory.client(office), license_of(office)
    License.objects.filter(pk=license.pk).update(**change)

    with pytest.raises(LicenseDoesNotShare):
        share_application(head, client, license=license, name=client.name, email="jan@rogal.pl")


def test_neither_the_license_of_another_office_nor_one_of_another_program_shares():
    office, head = factory.office()
    other, _other_head = factory.office("Inne Biuro")
    client = factory.client(office)
    books = License.objects.get(company=office, product=factory.books())

    for license in (license_of(other), books):
        with pytest.raises(LicenseDoesNotShare):
            share_application(head, client, license=license, name="X", email="jan@rogal.pl")


@pytest.mark.parametrize("days", [-1, 366])
def test_a_sharing_begins_neither_in_the_past_nor_after_a_year(days):
    office, head = factory.office()

    with pytest.raises(StartOutOfRange):
        offer(head, factory.client(office), starts_on=clock.today() + timedelta(days=days))


def test_nobody_of_the_office_is_invited_to_become_the_client():
    office, head = factory.office()
    client, employee = factory.client(office), factory.employee(office)

    for email in (head.email, employee.email.upper()):
        with pytest.raises(AddressOfTheOffice):
            offer(head, client, email=email)


def test_the_head_of_an_office_shares_with_a_company_of_their_own():
    office, head = factory.office()
    client = factory.client(office)
    own = factories.company("Druga firma", tax_number=client.tax_number)
    factories.membership(own, head, Role.GLOBAL_ADMINISTRATOR)

    assert offer(head, client, email=head.email).state == State.INVITED


def test_a_refusal_leaves_nothing():
    office, head = factory.office(shares=1)
    offer(head, factory.client(office))
    client = factory.client(office)

    with pytest.raises(DomainError):
        offer(head, client)
    assert not client.shares.exists()
    assert Event.objects.filter(kind=Kind.SHARE_OFFERED).count() == 1
