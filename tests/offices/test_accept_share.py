"""Accepting what an office shares: the company is made, gets the share, or its administrators are asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.models import License, Transfer
from klucznik.members.models import ProductAccess
from klucznik.members.places import Reason, end_membership
from klucznik.offices.actions.accepting import (
    accept_share,
    decline_share,
)
from klucznik.offices.errors.accepting import (
    AnotherMailbox,
    OfficeRests,
    ShareClosed,
    SomebodyOfTheOffice,
)
from klucznik.offices.life import State
from klucznik.offices.models import PowerKind, Share
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


def test_a_company_that_the_portal_does_not_have_is_made_and_belongs_to_whoever_accepts(
    share, kamil
):
    accepted = accept_share(kamil, share)

    company = Company.objects.with_tax_id(share.tax_id).get()
    assert (company.name, company.street, company.known_at) == (
        "Kwiaciarnia Róża",
        "Lipowa 1",
        None,
    )
    place = Membership.objects.get(company=company, user=kamil)
    assert (place.role, place.proven_at, place.joined) == (
        Role.GLOBAL_ADMINISTRATOR,
        None,
        Membership.Joined.INVITED,
    )
    assert not place.is_on_probation
    assert (accepted.state, accepted.made_company) == (State.ACTIVE, True)
    assert accepted.withdrawable_until - accepted.accepted_at == timedelta(days=14)
    assert powers_of(share) == set(PowerKind.values)
    assert ProductAccess.objects.active().filter(membership=place, product=share.product).exists()
    assert not Membership.objects.filter(company=company).exclude(user=kamil).exists()


def test_acceptance_stands_once_in_the_history_of_each_side(share, kamil):
    accept_share(kamil, share)

    events = Event.objects.filter(kind=Kind.SHARE_ACCEPTED)
    assert {event.company_id for event in events} == {
        share.office.pk,
        Share.objects.get(pk=share.pk).company_id,
    }
    assert events.count() == 2
    assert [event.facts.get("at_client") for event in events.order_by("id")] == [None, True]


def test_powers_that_the_client_leaves_out_are_not_given(share, kamil):
    accept_share(kamil, share, powers=[PowerKind.WORK])

    assert powers_of(share) == {PowerKind.WORK}


def test_a_closed_company_is_founded_anew_with_the_data_of_the_office(share, kamil):
    company = company_with(share, closed_at=clock.now())
    accept_share(kamil, share)

    company.refresh_from_db()
    assert (company.name, company.closed_at) == ("Kwiaciarnia Róża", None)
    assert Share.objects.get(pk=share.pk).made_company


def test_the_own_company_gets_the_share_at_once_and_keeps_its_data(share, kamil):
    company = company_with(share, known=True)
    factories.license(company)
    place = factories.membership(company, kamil, Role.GLOBAL_ADMINISTRATOR)

    accepted = accept_share(kamil, share)

    company.refresh_from_db()
    assert (accepted.state, accepted.made_company, accepted.withdrawable_until) == (
        State.ACTIVE,
        False,
        None,
    )
    assert (accepted.company, company.name) == (company, "Róża sp. z o.o.")
    assert ProductAccess.objects.active().filter(membership=place).count() == 1


@pytest.mark.parametrize("role", [None, Role.ASSOCIATED, Role.USER, Role.ADMINISTRATOR])
def test_where_somebody_holds_the_keys_the_invitation_only_asks(share, kamil, role):
    company = company_with(share)
    keyholder(company)
    if role:
        factories.membership(company, kamil, role, proven=False)

    asked = accept_share(kamil, share)

    assert (asked.state, asked.asked_by) == (State.ASKED, kamil)
    assert not powers_of(share)
    place = Membership.objects.filter(company=company, user=kamil).first()
    assert (place.role if place else None) == (role or Role.ASSOCIATED)
    assert Event.objects.filter(kind=Kind.SHARE_ASKED).count() == 2


@pytest.mark.parametrize("mark", ["known", "license", "had_license", "measure"])
def test_a_company_that_the_vendor_has_to_do_with_makes_no_administrator(share, kamil, mark):
    company = company_with(share, known=mark == "known")
    if mark == "license":
        factories.license(company, status=License.Status.EXPIRED)
    if mark == "had_license":
        license = factories.license(factories.company())
        Transfer.objects.create(
            license=license,
            giver=company,
            receiver=license.company,
            offered_by=kamil,
            done_at=clock.now(),
            accepted_by=kamil,
            receiver_statement="x",
            expires_at=clock.now(),
        )
    if mark == "measure":
        Company.objects.filter(pk=company.pk).update(disputed_at=clock.now())

    asked = accept_share(kamil, share)

    assert asked.state == State.ASKED
    roles = Membership.objects.filter(company=company).values_list("role", flat=True)
    assert set(roles) <= {Role.ASSOCIATED}


def test_a_company_with_licenses_lets_nobody_in_without_a_license_number(share, kamil):
    """Otherwise an office could look into any company whose tax ID it knows."""
    company = company_with(share, known=True)
    factories.license(company)

    assert accept_share(kamil, share).state == State.ASKED
    assert not Membership.objects.filter(company=company).exists()


def test_where_nobody_holds_the_keys_any_more_the_person_has_no_right_and_the_office_no_power(
    share, kamil
):
    company = company_with(share)
    former = factories.membership(
        company, factories.person(), Role.GLOBAL_ADMINISTRATOR, proven=False
    )
    end_membership_of(former)

    accepted = accept_share(kamil, share)

    place = Membership.objects.get(company=company, user=kamil)
    assert (place.role, accepted.state, accepted.made_company) == (
        Role.ASSOCIATED,
        State.ACTIVE,
        False,
    )
    assert not powers_of(share)
    assert not ProductAccess.objects.filter(membership=place).exists()


def end_membership_of(place):
    with transaction.atomic():
        end_membership(place, actor=place.user, reason=Reason.LEFT)


def test_an_open_company_that_never_had_anybody_is_taken_like_a_new_one(share, kamil):
    company = company_with(share)

    assert accept_share(kamil, share).made_company
    assert Membership.objects.get(company=company).role == Role.GLOBAL_ADMINISTRATOR


def test_another_account_takes_nothing(share):
    stranger = factories.person(email="obcy@example.com")

    with pytest.raises(AnotherMailbox):
        accept_share(stranger, share)

    assert not Company.objects.with_tax_id(share.tax_id).exists()


def test_an_address_that_is_not_verified_takes_nothing(share, kamil):
    kamil.emailaddress_set.update(verified=False)

    with pytest.raises(AnotherMailbox):
        accept_share(kamil, share)


def test_the_link_is_used_once_and_runs_out(office, share, kamil, travel):
    accept_share(kamil, share)
    with pytest.raises(ShareClosed):
        accept_share(kamil, share)

    late = factory.share(factory.client(office), "kamil@example.com")
    travel(days=31)
    with pytest.raises(ShareClosed):
        accept_share(kamil, late)
    with pytest.raises(ShareClosed):
        decline_share(None, late)


@pytest.mark.parametrize("why", ["suspended", "revoked", "expired", "office"])
def test_an_office_that_cannot_share_now_is_not_accepted(share, kamil, why):
    if why == "office":
        Company.objects.filter(pk=share.office.pk).update(suspended_at=clock.now())
    elif why == "expired":
        License.objects.filter(pk=share.license_id).update(valid_to=clock.today() - timedelta(99))
    elif why == "revoked":
        License.objects.filter(pk=share.license_id).update(status=why, revoked_at=clock.now())
    else:
        License.objects.filter(pk=share.license_id).update(status=why)
    with pytest.raises(OfficeRests):
        accept_share(kamil, Share.objects.get(pk=share.pk))


def test_nobody_of_another_office_of_the_firm_accepts_for_it():
    serving, inviting = factory.office()[0], factory.office()[0]
    theirs = factory.active_share(factory.client(serving, "Kwiaciarnia Róża"))
    accountant = factory.employee(serving)
    client = factory.client(inviting, "Kwiaciarnia Róża", tax_number=theirs.client.tax_number)
    share = factory.share(client, accountant.email)

    with pytest.raises(SomebodyOfTheOffice):
        accept_share(accountant, share)

    assert not Membership.objects.filter(user=accountant, company=theirs.company).exists()
