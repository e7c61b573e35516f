"""Whoever nobody has checked: squatting on a tax ID gains nothing, however the vendor comes to know it."""

from __future__ import annotations

import pytest

from klucznik.companies.actions.connecting import connect_company, found_company
from klucznik.companies.errors import AlreadyMember
from klucznik.companies.health import health
from klucznik.companies.knowing import become_known
from klucznik.companies.models import FormerAdministrator, Membership, Role
from klucznik.companies.tax_ids import TaxId
from klucznik.declarations.models import Notified
from klucznik.members.places import Reason, end_membership
from klucznik.recovery.actions.first_administrators import (
    accept_first_invitation,
    invite_first_administrator,
)
from klucznik.recovery.actions.requests import approve_request
from klucznik.recovery.models import RightsRequest
from klucznik.recovery.situations import situation
from klucznik.recovery.ways import Way, ways
from tests import factories
from tests.declarations import cases


@pytest.fixture
def squatter(cast):
    """Dorota was first with the tax ID of a company that is not hers."""
    return cast.dorota


@pytest.fixture
def theirs(squatter):
    return found_company(
        squatter,
        tax_id=TaxId("PL", factories.tax_number()),
        statement=True,
        name="Stolarnia Dąb",
        email="dab@example.com",
    )


@pytest.fixture
def known(theirs):
    """The vendor's import knows the company now, with an address of its own."""
    become_known([theirs.pk])
    theirs.refresh_from_db()
    theirs.vendor_email = "szef@dab.example"
    theirs.save()
    return theirs


def test_until_the_vendor_knows_the_number_the_founder_administers_what_they_entered(
    squatter, theirs
):
    assert situation(theirs, squatter).has_role
    assert cases.place_of(squatter, theirs).proven_at is None


def test_then_the_founder_is_associated_and_counts_as_nobodys_administrator(squatter, known):
    place = cases.place_of(squatter, known)

    assert place.role == Role.ASSOCIATED
    assert not situation(known, squatter).has_role
    assert health(known).administrators == 0
    assert situation(known, factories.person()).reachable == 0


def test_so_does_everybody_whom_the_founder_gave_a_role(cast, squatter, theirs):
    factories.membership(theirs, cast.celina, Role.GLOBAL_ADMINISTRATOR, proven=False)
    factories.membership(theirs, cast.bogna, Role.ADMINISTRATOR, proven=False)
    become_known([theirs.pk])

    places = Membership.objects.active().filter(company=theirs)
    assert {place.role for place in places} == {Role.ASSOCIATED}


def test_a_license_number_never_raises_them_again(squatter, known):
    factories.license(known, number="DABD1-22222-33333-44444")

    with pytest.raises(AlreadyMember):
        connect_company(squatter, known, statement=True, license_number="DABD1-22222-33333-44444")
    end_membership(cases.place_of(squatter, known), actor=squatter, reason=Reason.LEFT)
    place = connect_company(
        squatter, known, statement=True, license_number="DABD1-22222-33333-44444"
    )
    assert place.role == Role.ASSOCIATED


def test_they_go_the_ways_of_everybody(squatter, known):
    assert ways(situation(known, squatter)).recommended == Way.DECLARE


def test_they_leave_no_tombstone_and_cannot_stop_the_owner(squatter, theirs):
    """A squatter's objection makes staff look; it never stops the clock."""
    become_known([theirs.pk])
    theirs.refresh_from_db()
    theirs.vendor_email = "szef@dab.example"
    theirs.save()
    boss = factories.person("Szefowa", email="szef@dab.example")
    case = accept_first_invitation(boss, invite_first_administrator(None, theirs))

    assert not FormerAdministrator.objects.filter(company=theirs).exists()
    voice = Notified.objects.get(declaration=case, user=squatter)
    assert voice.standing == Notified.Standing.CONTACT
    assert not voice.may_freeze


def test_an_invitation_of_before_gives_nothing_after(cast, squatter, theirs):
    asked = RightsRequest.objects.create(
        company=theirs, person=cast.celina, reason="x" * 20, expires_at=theirs.created_at
    )
    factories.membership(theirs, cast.celina, Role.ASSOCIATED, proven=False)
    factories.with_factor(squatter)
    become_known([theirs.pk])

    from klucznik.members.errors import RightMissing

    with pytest.raises(RightMissing):
        approve_request(squatter, asked, role=Role.GLOBAL_ADMINISTRATOR)


def test_others_join_a_company_without_licenses_without_a_number(cast, theirs):
    place = connect_company(cast.celina, theirs, statement=True)

    assert place.role == Role.ASSOCIATED


def test_the_first_invitation_is_no_way_once_an_administrator_is_there(cast, known):
    invite_first_administrator(None, known)
    assert ways(situation(known, cast.dorota)).recommended == Way.FIRST_INVITATION
    factories.membership(known, cast.celina, Role.GLOBAL_ADMINISTRATOR)

    assert ways(situation(known, cast.dorota)).recommended == Way.ASK
