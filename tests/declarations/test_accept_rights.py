"""The end of the waiting: everything is checked once more, and the claimant accepts."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from klucznik.accounts.models import User
from klucznik.companies.models import Role
from klucznik.declarations.actions.accepting import accept_grant
from klucznik.declarations.actions.contests import object_to
from klucznik.declarations.errors import (
    AddressChanged,
    ClaimantGone,
    FactorMissing,
    NotNow,
    OpenContest,
)
from klucznik.declarations.models import State
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.places import Reason, end_membership
from tests import factories
from tests.declarations import cases


@pytest.fixture
def alfa(cast):
    cases.lose_the_keys(cast)
    return cast.alfa


def test_the_claimant_becomes_a_proven_global_administrator_on_probation(cast, alfa, travel):
    case = cases.granted(cast, travel)

    place = cases.place_of(cast.dorota, alfa)
    assert place.role == Role.GLOBAL_ADMINISTRATOR
    assert place.proven_at is not None
    assert place.is_on_probation
    assert case.state == State.GRANTED
    assert Event.objects.filter(kind=Kind.DECLARATION_GRANTED).count() == 1


def test_the_grant_removes_nobody(cast, alfa, travel):
    cases.granted(cast, travel)

    assert cases.place_of(cast.bartek, alfa).role == Role.ADMINISTRATOR
    assert cases.place_of(cast.bogna, alfa).role == Role.USER


def test_without_a_second_step_nothing_is_accepted(cast, alfa, travel):
    case = cases.ready(cast, travel)

    with pytest.raises(FactorMissing):
        accept_grant(cast.dorota, case)


def test_a_brand_new_second_step_accepts_ones_own_rights(cast, alfa, travel):
    case = cases.ready(cast, travel)
    factories.with_factor(cast.dorota, mature=False)

    assert accept_grant(cast.dorota, case).state == State.GRANTED


def test_nobody_accepts_for_the_claimant(cast, alfa, travel):
    case = cases.ready(cast, travel)

    with pytest.raises(ClaimantGone):
        accept_grant(factories.with_factor(cast.bartek), case)


@pytest.mark.parametrize("standing", ["former_administrator", "contact"])
def test_an_open_objection_stops_the_acceptance(cast, alfa, travel, standing):
    case = cases.ready(cast, travel)
    factories.with_factor(cast.dorota)
    object_to(cases.voice(case, standing))

    with pytest.raises(OpenContest):
        accept_grant(cast.dorota, cases.fresh(case))


def test_a_changed_address_stops_the_acceptance(cast, alfa, travel):
    case = cases.ready(cast, travel)
    factories.with_factor(cast.dorota)
    User.objects.filter(pk=cast.dorota.pk).update(email="nowa@example.com")

    with pytest.raises(AddressChanged):
        accept_grant(cast.dorota, case)


def test_an_address_that_is_no_longer_verified_stops_the_acceptance(cast, alfa, travel):
    case = cases.ready(cast, travel)
    factories.with_factor(cast.dorota)
    EmailAddress.objects.filter(user=cast.dorota).update(verified=False)

    with pytest.raises(AddressChanged):
        accept_grant(cast.dorota, case)


def test_removing_the_claimant_from_the_company_does_not_end_the_case(cast, alfa, travel):
    case = cases.ready(cast, travel)
    factories.with_factor(cast.dorota)
    end_membership(cases.place_of(cast.dorota, alfa), actor=cast.bartek, reason=Reason.REMOVED)

    accept_grant(cast.dorota, case)

    assert cases.place_of(cast.dorota, alfa).role == Role.GLOBAL_ADMINISTRATOR


def test_a_lost_second_step_must_be_set_up_again(cast, alfa, travel):
    case = cases.ready(cast, travel)
    factories.with_factor(cast.dorota)
    Authenticator.objects.filter(user=cast.dorota).delete()

    with pytest.raises(FactorMissing):
        accept_grant(cast.dorota, case)


def test_what_is_granted_cannot_be_granted_again(cast, alfa, travel):
    case = cases.granted(cast, travel)

    with pytest.raises(NotNow):
        accept_grant(cast.dorota, cases.fresh(case))
