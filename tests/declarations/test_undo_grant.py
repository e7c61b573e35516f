"""A grant on probation is undone in one step, and nothing that came of it is left behind."""

from __future__ import annotations

import pytest

from klucznik.accounts.models import User
from klucznik.companies.models import FormerAdministrator, Membership, Role
from klucznik.declarations.actions.undoing import undo_grant
from klucznik.declarations.errors import MayNotReview, NoteMissing, NotNow, OnlyLead
from klucznik.declarations.models import State
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.actions.invitations import invite_member
from klucznik.members.actions.joining import accept_invitation
from klucznik.members.models import Invitation, ProductAccess
from klucznik.members.places import Reason, end_membership, give_role
from klucznik.recovery.situations import was_refused
from tests import factories
from tests.declarations import cases


@pytest.fixture
def case(cast, travel):
    cases.lose_the_keys(cast)
    return cases.granted(cast, travel)


def undo(cast, case):
    return undo_grant(cast.henryk, cases.fresh(case), note="Podpis nie był prezesa.", as_lead=True)


def test_the_role_of_before_is_back_and_sessions_end(cast, case, sign_in):
    before = User.objects.get(pk=cast.dorota.pk).session_nonce
    done = undo(cast, case)

    place = cases.place_of(cast.dorota, cast.alfa)
    assert done.state == State.REVERTED
    assert (place.role, place.proven_at, place.probation_until) == (Role.ASSOCIATED, None, None)
    assert User.objects.get(pk=cast.dorota.pk).session_nonce != before
    assert Event.objects.filter(kind=Kind.DECLARATION_REVERTED).count() == 1


def test_what_others_received_from_the_reverted_person_goes_too(cast, case):
    dorota = cases.place_of(cast.dorota, cast.alfa)
    ewelina = factories.membership(
        cast.alfa,
        factories.person(email="ewelina@example.com"),
        joined=Membership.Joined.INVITED,
        role_by=cast.dorota,
    )
    bogna = cases.place_of(cast.bogna, cast.alfa)
    ProductAccess.objects.create(
        membership=bogna, product=factories.product(), granted_by=cast.dorota
    )

    undo(cast, case)

    ewelina.refresh_from_db()
    assert ewelina.ended_at is not None
    assert not ProductAccess.objects.filter(ended_at=None).exists()
    assert cases.place_of(cast.bogna, cast.alfa).role == Role.USER
    assert dorota.pk == cases.place_of(cast.dorota, cast.alfa).pk


def test_it_goes_on_through_those_who_received_it(cast, case):
    """Dorota raised Bogna, Bogna invited a friend: both go back to where they were."""
    bogna = cases.place_of(cast.bogna, cast.alfa)
    Event.objects.create(
        kind=Kind.MEMBER_ROLE_CHANGED,
        at=case.granted_at,
        actor=cast.dorota,
        person=cast.bogna,
        company=cast.alfa,
        facts={"old_role": "user", "role": "administrator"},
    )
    give_role(bogna, Role.ADMINISTRATOR, giver=cases.place_of(cast.dorota, cast.alfa))
    friend = factories.membership(
        cast.alfa, factories.person(), joined=Membership.Joined.INVITED, role_by=cast.bogna
    )

    undo(cast, case)

    friend.refresh_from_db()
    assert friend.ended_at is not None
    assert cases.place_of(cast.bogna, cast.alfa).role == Role.USER


def test_open_invitations_are_revoked_and_accepted_ones_end(cast, case):
    invite_member(cast.dorota, cast.alfa, email="obcy@example.com", role=Role.USER, products=[])
    came = factories.person(email="przybysz@example.com")
    invite_member(cast.dorota, cast.alfa, email=came.email, role=Role.USER, products=[])
    accept_invitation(came, Invitation.objects.get(email=came.email))

    undo(cast, case)

    assert not Invitation.objects.open().exists()
    assert cases.place_of(came, cast.alfa) is None


def test_leaving_in_the_meantime_leaves_no_voice(cast, case):
    end_membership(cases.place_of(cast.dorota, cast.alfa), actor=cast.dorota, reason=Reason.LEFT)
    assert FormerAdministrator.objects.filter(company=cast.alfa).count() == 2

    undo(cast, case)

    from klucznik.core import clock

    living = FormerAdministrator.objects.filter(company=cast.alfa, forget_at__gt=clock.now())
    assert living.count() == 1


def test_whoever_came_in_only_by_the_grant_goes_out(cast, travel):
    cases.lose_the_keys(cast)
    case = cases.ready(cast, travel)
    end_membership(cases.place_of(cast.dorota, cast.alfa), actor=cast.bartek, reason=Reason.REMOVED)
    factories.with_factor(cast.dorota)
    from klucznik.declarations.actions.accepting import accept_grant

    accept_grant(cast.dorota, cases.fresh(case))
    undo(cast, case)

    assert cases.place_of(cast.dorota, cast.alfa) is None


def test_paper_is_closed_to_the_reverted_person(cast, case):
    undo(cast, case)

    assert was_refused(cast.alfa, cast.dorota)


def test_only_a_lead_undoes_alone_and_never_in_their_own_matter(cast, case):
    with pytest.raises(OnlyLead):
        undo_grant(cast.filip, cases.fresh(case), note="Bo tak.")
    with pytest.raises(MayNotReview):
        undo_grant(cast.anna, cases.fresh(case), note="Bo tak.", as_lead=True)
    with pytest.raises(NoteMissing):
        undo_grant(cast.henryk, cases.fresh(case), note=" ", as_lead=True)


def test_after_the_probation_it_is_too_late(cast, case, travel):
    travel(days=15)
    cases.let_the_clock_work()

    with pytest.raises(NotNow):
        undo(cast, case)
