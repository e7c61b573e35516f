"""A letter lets the place of an account that nobody can open pass on: in this company only, after a wait, undoable."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator

from klucznik.companies.models import Membership, Role
from klucznik.declarations.actions.accepting import end_waiting
from klucznik.declarations.actions.contests import object_to
from klucznik.declarations.actions.undoing import undo_grant
from klucznik.declarations.models import Declaration, Notified, State
from klucznik.declarations.reasons import Ending
from klucznik.letters.actions.merging import undo_merge
from klucznik.letters.errors import AccountInUse, FactorFirst, MergeGone, NoSuchAccount
from klucznik.letters.models import Merge
from klucznik.members.models import ProductAccess
from tests import factories
from tests.declarations import cases
from tests.letters import letters
from tests.letters.test_sign_in_address import FORM


@pytest.fixture
def old(cast):
    person = letters.old_account(cast.alfa, Role.GLOBAL_ADMINISTRATOR)
    factories.membership(cast.beta, person, Role.ADMINISTRATOR)
    return person


@pytest.fixture
def new(cast):
    return factories.with_factor(letters.newcomer(cast.alfa))


def test_the_whole_way_through_the_page(cast, old, new, sign_in, travel):
    page = sign_in(new).post(f"/companies/{cast.alfa.public_id}/letters/merge/", FORM)
    assert page.status_code == 302
    case = Declaration.objects.get(claimant=new)

    done = letters.carried_out(cast, case, travel)

    place = cases.place_of(new, cast.alfa)
    old.refresh_from_db()
    assert done.state == State.GRANTED
    assert (place.role, place.probation_until) == (
        Role.GLOBAL_ADMINISTRATOR,
        cases.fresh(case).probation_until,
    )
    assert cases.place_of(old, cast.alfa) is None
    assert cases.place_of(old, cast.beta).role == Role.ADMINISTRATOR
    assert (old.is_active, old.email) == (True, letters.OLD)
    assert cases.place_of(new, cast.beta) is None


def test_a_second_step_is_asked_for_before_the_form_is_filled_in(cast, old, sign_in):
    here = f"/companies/{cast.alfa.public_id}/letters/merge/"
    page = sign_in(letters.newcomer(cast.alfa, "inna@example.com")).get(here, follow=True)

    assert page.redirect_chain == [
        (f"/account/second-step/needed/?next={here.replace('/', '%2F')}", 302)
    ]


def test_a_second_step_is_needed_first(cast, old):
    with pytest.raises(FactorFirst):
        letters.merge_letter(letters.newcomer(cast.alfa, "inna@example.com"), cast.alfa)


def test_without_it_at_the_end_nothing_passes(cast, old, new, travel):
    case = letters.approved(cast, letters.sent(letters.merge_letter(new, cast.alfa)))
    Authenticator.objects.filter(user=new).delete()
    letters.wait_out(case, travel)

    done = end_waiting(cases.fresh(case))

    assert (done.state, done.outcome_reason) == (State.EXPIRED, Ending.FACTOR_OFF)
    assert cases.place_of(old, cast.alfa) is not None


def test_an_account_of_another_company_is_out_of_reach(cast, new):
    letters.old_account(cast.beta)
    case = letters.sent(letters.merge_letter(new, cast.alfa))

    with pytest.raises(NoSuchAccount):
        cases.decided(cast.filip, case)


def test_who_is_signed_in_keeps_the_place(cast, old, new):
    case = letters.sent(letters.merge_letter(new, cast.alfa))
    letters.signed_in(old)

    with pytest.raises(AccountInUse):
        cases.decided(cast.filip, case)


def test_undone_the_place_is_back_and_what_others_received_is_gone(cast, old, new, travel):
    case = letters.carried_out(cast, letters.merge_letter(new, cast.alfa), travel)
    bogna = cases.place_of(cast.bogna, cast.alfa)
    ProductAccess.objects.create(membership=bogna, product=factories.product(), granted_by=new)

    undo_grant(cast.henryk, cases.fresh(case), note="Fałszywe pismo.", as_lead=True)

    back = cases.place_of(old, cast.alfa)
    assert (back.role, back.probation_until) == (Role.GLOBAL_ADMINISTRATOR, None)
    assert cases.place_of(new, cast.alfa).role == Role.ASSOCIATED
    assert not ProductAccess.objects.active().filter(membership=bogna).exists()


def test_an_objection_keeps_the_keys_on_probation(cast, old, new, travel):
    case = letters.carried_out(cast, letters.merge_letter(new, cast.alfa), travel)

    object_to(cases.voice(case, Notified.Standing.ADMINISTRATOR))
    travel(days=40)

    assert cases.place_of(new, cast.alfa).is_on_probation


def test_a_merging_by_letter_is_undone_in_its_case_only(cast, old, new, travel):
    letters.carried_out(cast, letters.merge_letter(new, cast.alfa), travel)

    with pytest.raises(MergeGone):
        undo_merge(new, Merge.objects.get())
    assert Membership.objects.active().filter(user=new, company=cast.alfa).count() == 1
