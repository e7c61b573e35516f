"""Objections to a case: two reviewers lift or uphold them, each without knowing the other's word."""

from __future__ import annotations

import pytest

from klucznik.declarations.actions.contests import object_to
from klucznik.declarations.models import State
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from tests import factories
from tests.backoffice.desk import at_work
from tests.declarations import cases


@pytest.fixture
def objection(cast):
    """Anna, once Alfa's administrator, objects to Dorota's declaration."""
    cases.lose_the_keys(cast)
    case = cases.submitted(cast.dorota, cast.alfa)
    voice = cases.voice(case, "former_administrator")
    return object_to(voice, statement="Dorota nie pracuje w Alfie.")


def page(objection) -> str:
    return f"/staff/objections/{objection.public_id}/"


LIFT = {"uphold": "no", "note": "Prezes potwierdził przez telefon z CEIDG."}
UPHOLD = {"uphold": "yes", "note": "Prezes zaprzecza."}


def test_the_queue_shows_objections_with_their_date(objection, cast, sign_in):
    shown = at_work(sign_in, cast.filip).get("/staff/objections/").content.decode()

    assert "stops the clock" in shown
    assert page(objection) in shown


def test_it_is_not_set_aside_before_the_day_that_the_objector_was_told(
    objection, cast, sign_in, travel
):
    browser = at_work(sign_in, cast.filip)
    refused = browser.post(page(objection), LIFT)
    shown = browser.get(page(objection)).content.decode()

    assert refused.status_code == 422
    assert "to send evidence" in shown
    assert not objection.votes.exists()
    travel(days=14.01)
    at_work(sign_in, cast.filip).post(page(objection), LIFT)
    assert objection.votes.count() == 1


def test_one_word_does_not_lift_a_freeze_two_do(objection, cast, sign_in):
    cases.taken_back(objection)
    at_work(sign_in, cast.filip).post(page(objection), LIFT)
    assert cases.fresh(objection.declaration).is_frozen

    at_work(sign_in, cast.grazyna).post(page(objection), LIFT)

    assert not cases.fresh(objection.declaration).is_frozen
    assert Event.objects.filter(kind=Kind.DECLARATION_CONTEST_ANSWERED).count() == 1


def test_two_who_uphold_end_the_case(objection, cast, sign_in):
    at_work(sign_in, cast.filip).post(page(objection), UPHOLD)
    at_work(sign_in, cast.grazyna).post(page(objection), UPHOLD)

    assert cases.fresh(objection.declaration).state == State.REJECTED


def test_the_second_reviewer_does_not_see_the_first_word(objection, cast, sign_in):
    at_work(sign_in, cast.filip).post(page(objection), UPHOLD)

    shown = at_work(sign_in, cast.grazyna).get(page(objection)).content.decode()

    assert "Dorota nie pracuje w Alfie." in shown
    assert "Prezes zaprzecza." not in shown


def test_after_speaking_one_sees_the_words_and_no_form(objection, cast, sign_in):
    client = at_work(sign_in, cast.filip)
    client.post(page(objection), UPHOLD)

    shown = client.get(page(objection)).content.decode()

    assert "Prezes zaprzecza." in shown
    assert 'name="uphold"' not in shown


def test_nobody_speaks_twice(objection, cast, sign_in):
    cases.taken_back(objection)
    client = at_work(sign_in, cast.filip)
    client.post(page(objection), LIFT)

    answer = client.post(page(objection), LIFT)

    assert answer.status_code == 422
    assert "You have already decided about this objection" in answer.content.decode()


def test_somebody_of_the_company_does_not_speak(objection, cast, sign_in):
    factories.membership(cast.alfa, cast.filip)
    client = at_work(sign_in, cast.filip)

    shown = client.get(page(objection)).content.decode()
    answer = client.post(page(objection), LIFT)

    assert 'name="uphold"' not in shown
    assert answer.status_code == 422
    assert not objection.votes.exists()


def test_a_word_without_a_reason_is_refused(objection, cast, sign_in):
    answer = at_work(sign_in, cast.filip).post(page(objection), {"uphold": "no", "note": ""})

    assert answer.status_code == 422
    assert "Write what you found, and where." in answer.content.decode()


def test_the_address_of_who_objects_is_masked(objection, cast, sign_in):
    shown = at_work(sign_in, cast.filip).get(page(objection)).content.decode()

    assert "anna@example.com" not in shown
    assert "a…@e….com" in shown
