"""Taking cases up, giving them back, putting them aside: seen by everybody, telling nothing about a verdict."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from klucznik.core import clock
from klucznik.declarations.actions.desk import (
    assign_to,
    end_hold,
    give_back,
    hold_case,
    is_held,
    last_day,
    take_up,
)
from klucznik.declarations.actions.submitting import answer_question
from klucznik.declarations.errors import (
    AlreadyTakenUp,
    HeldAlready,
    HoldOutOfRange,
    MayNotReview,
    NotNow,
    OnlyLead,
    ReasonMissing,
)
from klucznik.declarations.timeline import timeline
from klucznik.declarations.working_days import next_working_day
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.mail.models import SentEmail
from tests import factories
from tests.declarations import cases


@pytest.fixture
def case(cast):
    cases.lose_the_keys(cast)
    return cases.submitted(cast.dorota, cast.alfa)


def soon() -> date:
    return next_working_day(clock.today())


def hold(reviewer, case, until: date | None = None, reason: str = "register"):
    return hold_case(reviewer, cases.fresh(case), until=until or last_day(), reason=reason)


def test_a_case_is_taken_up_by_one_person(cast, case):
    taken = take_up(cast.filip, case)

    assert taken.assigned_to == cast.filip
    assert Event.objects.get(kind=Kind.DECLARATION_TAKEN_UP).by_staff
    with pytest.raises(AlreadyTakenUp):
        take_up(cast.grazyna, cases.fresh(case))


def test_a_case_whose_promise_is_late_can_be_taken_over(cast, case, travel):
    take_up(cast.filip, case)
    travel(days=10)

    assert take_up(cast.grazyna, cases.fresh(case)).assigned_to == cast.grazyna


def test_only_whoever_has_it_gives_it_back(cast, case):
    take_up(cast.filip, case)
    with pytest.raises(AlreadyTakenUp):
        give_back(cast.grazyna, cases.fresh(case))

    assert give_back(cast.filip, cases.fresh(case)).assigned_to is None


def test_a_lead_gives_it_to_somebody_else(cast, case):
    take_up(cast.filip, case)
    with pytest.raises(OnlyLead):
        assign_to(cast.grazyna, cases.fresh(case), person=cast.grazyna)

    given = assign_to(cast.henryk, cases.fresh(case), person=cast.grazyna, as_lead=True)

    assert given.assigned_to == cast.grazyna


def test_nobody_is_given_a_case_that_they_may_not_decide(cast, case):
    factories.membership(cast.alfa, cast.filip)
    with pytest.raises(MayNotReview):
        take_up(cast.filip, cases.fresh(case))
    cases.decided(cast.grazyna, case)
    with pytest.raises(MayNotReview):
        assign_to(cast.henryk, cases.fresh(case), person=cast.grazyna, as_lead=True)


def test_a_decision_puts_the_case_down_for_the_next_reviewer(cast, case):
    take_up(cast.filip, case)
    hold(cast.filip, case)

    decided = cases.decided(cast.filip, case)

    assert decided.assigned_to is None
    assert decided.held_until is None


def test_taking_up_leaves_an_open_form_of_another_valid(cast, case):
    take_up(cast.filip, case)

    assert cases.fresh(case).version == case.version


def test_a_hold_is_told_to_the_claimant_with_day_and_reason(cast, case, deliver):
    hold(cast.filip, case)
    deliver()

    letter = SentEmail.objects.get(message="declarations/emails/case_held")
    now = next(one for one in timeline(cases.fresh(case)) if one.phase == "now")
    assert letter.recipient == cast.dorota
    assert "An official register does not answer" in now.note
    assert "Put aside until" in now.note


def test_a_hold_that_outlasts_the_promise_moves_it_and_says_so(cast, case, deliver):
    promised = case.promised_at

    held = hold(cast.filip, case)
    deliver()

    assert held.promised_at > promised
    assert held.promised_at > held.held_until
    assert SentEmail.objects.filter(message="declarations/emails/case_held").exists()


def test_a_short_hold_moves_no_promise(cast, case):
    case.promised_at = clock.now() + timedelta(days=30)
    case.save(update_fields=["promised_at"])

    assert hold(cast.filip, case, soon()).promised_at == case.promised_at


def test_it_comes_back_by_itself(cast, case, travel):
    hold(cast.filip, case, soon())
    assert is_held(cases.fresh(case))

    travel(days=10)

    assert not is_held(cases.fresh(case))
    assert all("Put aside" not in one.note for one in timeline(cases.fresh(case)))


@pytest.mark.parametrize("days", [-1, 0, 40])
def test_not_before_tomorrow_and_not_after_ten_working_days(cast, case, days):
    with pytest.raises(HoldOutOfRange):
        hold(cast.filip, case, clock.today() + timedelta(days=days))


def test_not_until_a_day_off(cast, case):
    day = soon()
    while day.weekday() != 6:
        day += timedelta(days=1)

    with pytest.raises(HoldOutOfRange):
        hold(cast.filip, case, day)


def test_a_hold_has_a_reason_from_the_list(cast, case):
    with pytest.raises(ReasonMissing):
        hold(cast.filip, case, reason="holiday")


def test_holds_do_not_follow_one_another(cast, case, travel):
    hold(cast.filip, case, soon())
    travel(days=10)

    with pytest.raises(HeldAlready):
        hold(cast.grazyna, case)


def test_what_was_waited_for_may_come_earlier(cast, case):
    hold(cast.filip, case)

    back = end_hold(cast.grazyna, cases.fresh(case))

    assert not is_held(back)
    with pytest.raises(HeldAlready):
        hold(cast.filip, case)


def test_after_the_claimants_answer_nothing_is_held_or_taken(cast, case):
    take_up(cast.filip, case)
    hold(cast.filip, case)
    cases.decided(cast.filip, case, "ask")

    answered = answer_question(cast.dorota, cases.fresh(case))

    assert answered.assigned_to is None
    assert answered.held_until is None


def test_only_a_case_in_review_is_on_the_desk(cast):
    cases.lose_the_keys(cast)
    case = cases.draft(cast.dorota, cast.alfa)

    with pytest.raises(NotNow):
        take_up(cast.filip, case)
