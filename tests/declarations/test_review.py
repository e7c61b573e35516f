"""Staff decide: two different people, blind; a lead settles; nobody with a stake has a word."""

from __future__ import annotations

import pytest

from klucznik.declarations import timeline, turns
from klucznik.declarations.actions.evidence import add_files, remove_file
from klucznik.declarations.actions.submitting import answer_question
from klucznik.declarations.errors import (
    ChecklistIncomplete,
    FilesChanged,
    MayNotReview,
    NoteMissing,
    NotNow,
    ReasonMissing,
    TooManyRounds,
    WaitsForLead,
)
from klucznik.declarations.impartiality import may_review, visible_decisions
from klucznik.declarations.models import Decision, State
from klucznik.declarations.papers import current_files
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from tests import factories
from tests.declarations import cases


@pytest.fixture
def case(cast):
    cases.lose_the_keys(cast)
    return cases.submitted(cast.dorota, cast.alfa)


def test_one_approval_moves_nothing(cast, case):
    assert cases.decided(cast.filip, case).state == State.IN_REVIEW


def test_two_approvals_start_the_waiting_period(cast, case):
    cases.decided(cast.filip, case)

    assert cases.decided(cast.grazyna, case).state == State.NOTICE


def test_an_approved_case_that_waits_for_its_turn_says_so(cast, case, sign_in):
    """Not that we still check it, long after the promised day."""
    other = cases.submitted(cast.bogna, cast.alfa)
    for reviewer in (cast.filip, cast.grazyna):
        running = cases.decided(reviewer, case)
    for reviewer in (cast.filip, cast.grazyna):
        approved = cases.decided(reviewer, other)

    page = sign_in(cast.bogna).get(f"/cases/{approved.public_id}/").content.decode()

    assert (running.state, approved.state) == (State.NOTICE, State.IN_REVIEW)
    assert "Another case of this company runs" in page
    assert "We will answer by" not in page
    assert timeline.earliest_grant(approved) > turns.turn_comes(approved) > running.due_at


def test_two_rejections_end_the_case_with_the_reason(cast, case):
    cases.decided(cast.filip, case, "reject")
    over = cases.decided(cast.grazyna, case, "reject")

    assert over.state == State.REJECTED
    assert over.outcome_reason == "not_entitled"
    assert over.ended_at is not None


def test_one_reviewer_is_enough_only_where_the_operator_said_so(cast, settings):
    settings.REVIEWERS = 1
    cases.lose_the_keys(cast)
    case = cases.submitted(cast.dorota, cast.alfa)

    assert case.reviewers_needed == 1
    assert cases.decided(cast.filip, case).state == State.NOTICE


def test_a_later_setting_does_not_lower_the_bar_of_a_running_case(cast, case, settings):
    settings.REVIEWERS = 1

    assert cases.decided(cast.filip, case).state == State.IN_REVIEW


def test_nobody_decides_twice(cast, case):
    cases.decided(cast.filip, case)

    with pytest.raises(MayNotReview):
        cases.decided(cast.filip, case)


def test_the_claimant_decides_nothing(cast, case):
    with pytest.raises(MayNotReview):
        cases.decided(cast.dorota, case)


def test_whoever_ever_was_in_the_company_decides_nothing(cast, case):
    for person in (cast.bartek, cast.anna):
        with pytest.raises(MayNotReview):
            cases.decided(person, case)


def test_whoever_is_told_under_the_same_address_decides_nothing(cast, case):
    twin = factories.person(email="Biuro@alfa.example")

    with pytest.raises(MayNotReview):
        cases.decided(twin, case)


def test_the_second_reviewer_does_not_see_the_first_ones_word(cast, case):
    cases.decided(cast.filip, case)
    case = cases.fresh(case)

    assert visible_decisions(case, cast.grazyna) == []
    assert len(visible_decisions(case, cast.filip)) == 1


def test_the_event_of_a_decision_does_not_tell_which_one_it_was(cast, case):
    cases.decided(cast.filip, case, "reject")

    event = Event.objects.get(kind=Kind.DECLARATION_REVIEWED)
    assert event.by_staff
    assert event.facts == {"number": case.number}


def test_a_disagreement_waits_for_a_lead(cast, case):
    cases.decided(cast.filip, case)
    case = cases.decided(cast.grazyna, case, "reject")

    assert case.state == State.IN_REVIEW
    assert not may_review(cast.ewa, cases.fresh(case))
    with pytest.raises(WaitsForLead):
        cases.decided(cast.ewa, case)
    assert cases.decided(cast.henryk, case, as_lead=True).state == State.NOTICE


def test_a_lead_who_was_one_of_the_two_does_not_settle(cast, case):
    cases.decided(cast.henryk, case, as_lead=True)
    cases.decided(cast.grazyna, case, "reject")

    with pytest.raises(MayNotReview):
        cases.decided(cast.henryk, case, as_lead=True)


def test_a_lead_alone_approves_nothing(cast, case):
    assert cases.decided(cast.henryk, case, as_lead=True).state == State.IN_REVIEW


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"checklist": ["company"]}, ChecklistIncomplete),
        ({"note": "  "}, NoteMissing),
        ({"verdict": "reject", "reason": ""}, ReasonMissing),
        ({"verdict": "ask", "reason": "not_entitled"}, ReasonMissing),
        ({"files_hash": "0" * 64}, FilesChanged),
    ],
)
def test_a_decision_says_why_and_about_what(cast, case, change, refusal):
    with pytest.raises(refusal):
        cases.decided(cast.filip, case, **change)


def test_a_changed_file_voids_earlier_approvals(cast, case):
    cases.decided(cast.filip, case)
    add_files(cast.dorota, cases.fresh(case), file=[cases.scan("inny.pdf", pages=2)])
    case = cases.decided(cast.grazyna, case)

    assert case.state == State.IN_REVIEW
    assert Decision.objects.filter(voided_at__isnull=False).count() == 1
    assert cases.decided(cast.filip, case).state == State.NOTICE


def test_a_removed_file_voids_earlier_approvals(cast, case):
    add_files(cast.dorota, cases.fresh(case), file=[cases.scan("inny.pdf", pages=2)])
    cases.decided(cast.filip, case)
    remove_file(cast.dorota, cases.fresh(case), current_files(case).first())

    assert cases.decided(cast.grazyna, case).state == State.IN_REVIEW


def test_files_cannot_be_changed_after_the_approval(cast, case):
    cases.decided(cast.filip, case)
    case = cases.decided(cast.grazyna, case)

    with pytest.raises(NotNow):
        add_files(cast.dorota, cases.fresh(case), file=[cases.scan("inny.pdf", pages=2)])


def test_asking_for_more_takes_effect_at_once_and_the_answer_begins_a_new_round(cast, case):
    cases.decided(cast.filip, case)
    asked = cases.decided(cast.grazyna, case, "ask", note="Brakuje drugiej strony.")
    assert asked.state == State.NEEDS_INFO
    assert asked.info_asked == "Brakuje drugiej strony."

    case = answer_question(cast.dorota, cases.fresh(case), answer="Dodaję.")

    assert case.review_round == 2
    assert cases.decided(cast.filip, case).state == State.IN_REVIEW
    assert cases.decided(cast.grazyna, case).state == State.NOTICE


def test_more_is_asked_for_three_times_at_most(cast, case):
    for _ in range(3):
        case = cases.decided(cast.filip, case, "ask")
        case = answer_question(cast.dorota, cases.fresh(case))

    with pytest.raises(TooManyRounds):
        cases.decided(cast.filip, case, "ask")


def test_two_cases_of_one_company_do_not_run_at_once(cast, case, travel):
    other = cases.submitted(cast.bartek, cast.alfa)
    cases.decided(cast.filip, case)
    cases.decided(cast.grazyna, case)
    cases.decided(cast.filip, other)
    cases.decided(cast.grazyna, other)
    assert cases.fresh(other).state == State.IN_REVIEW

    from klucznik.declarations.actions.submitting import withdraw_declaration

    withdraw_declaration(cast.dorota, cases.fresh(case))
    travel(minutes=1)
    cases.let_the_clock_work()

    assert cases.fresh(other).state == State.NOTICE
