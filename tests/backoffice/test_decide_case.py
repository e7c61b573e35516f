"""Two reviewers decide about a declaration on the page of its case."""

from __future__ import annotations

import pytest

from klucznik.companies.models import Role
from klucznik.declarations.models import Decision, State
from klucznik.declarations.papers import files_hash
from klucznik.declarations.reasons import Check
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from tests import factories
from tests.backoffice.desk import at_work, confirm, forget_second_step
from tests.declarations import cases


@pytest.fixture
def case(cast):
    """Dorota's declaration for Alfa, whose administrator left."""
    cases.lose_the_keys(cast)
    return cases.submitted(cast.dorota, cast.alfa)


def page(case) -> str:
    return f"/staff/cases/{case.public_id}/"


def form(case, verdict: str = "approve", **more) -> dict:
    """What a reviewer sends after filling the form in."""
    reasons = {"approve": "", "reject": "not_entitled", "ask": "unreadable"}
    return {
        "verdict": verdict,
        "reason": reasons[verdict],
        "note": "KRS, odpis z dzisiaj.",
        "checklist": Check.values if verdict == "approve" else [],
        "representation": "handwritten" if verdict == "approve" else "",
        "files_hash": files_hash(case),
        "version": cases.fresh(case).version,
    } | more


def test_a_reviewer_sees_the_letter_beside_the_company(case, cast, sign_in):
    cast.alfa.street = "Nowa 5"
    cast.alfa.save()

    shown = at_work(sign_in, cast.filip).get(page(case)).content.decode()

    assert "Piekarnia Alfa" in shown
    assert "Alfred Alfowski" in shown
    assert "<tr data-differs>" in shown
    assert "associated since" in shown
    assert "no administrator" in shown


def test_two_reviewers_approve_and_the_waiting_period_begins(case, cast, sign_in):
    first, second = at_work(sign_in, cast.filip), at_work(sign_in, cast.grazyna)

    first.post(f"{page(case)}decision/", form(case))
    assert cases.fresh(case).state == State.IN_REVIEW
    second.post(f"{page(case)}decision/", form(case))

    assert cases.fresh(case).state == State.NOTICE


def test_the_next_case_opens_by_itself_and_after_the_last_one_the_queue(case, cast, sign_in):
    gamma = factories.company("Cukiernia Gamma", email="biuro@gamma.example")
    factories.membership(gamma, cast.bogna, Role.ASSOCIATED, proven=False)
    other = cases.submitted(cast.bogna, gamma)
    client = at_work(sign_in, cast.filip)

    to_the_next = client.post(f"{page(case)}decision/", form(case))
    confirm(client)
    to_the_queue = client.post(f"{page(other)}decision/", form(other))

    assert to_the_next.url == page(other)
    assert to_the_queue.url == "/staff/cases/"


def test_the_second_reviewer_sees_nothing_of_the_first_word(case, cast, sign_in):
    cases.decided(cast.filip, case, "reject", note="Podpis wygląda na skopiowany.")

    shown = at_work(sign_in, cast.grazyna).get(page(case)).content.decode()

    assert "skopiowany" not in shown
    assert 'id="decision"' in shown


def test_after_deciding_one_sees_that_it_waits(case, cast, sign_in):
    client = at_work(sign_in, cast.filip)
    client.post(f"{page(case)}decision/", form(case))

    shown = client.get(page(case)).content.decode()

    assert "You have decided about this case" in shown
    assert 'id="decision"' not in shown


def test_where_reviewers_disagree_a_lead_settles(case, cast, sign_in):
    cases.decided(cast.filip, case)
    cases.decided(cast.grazyna, case, "reject", note="Brak w KRS.")
    client = at_work(sign_in, cast.henryk)

    shown = client.get(page(case)).content.decode()
    client.post(f"{page(case)}decision/", form(case))

    assert "The reviewers disagree" in shown
    assert "Brak w KRS." in shown
    assert Decision.objects.get(reviewer=cast.henryk).as_lead
    assert cases.fresh(case).state == State.NOTICE


def test_asking_for_more_sends_the_case_back(case, cast, sign_in):
    client = at_work(sign_in, cast.filip)

    client.post(f"{page(case)}decision/", form(case, "ask", note="Proszę o drugą stronę."))

    assert cases.fresh(case).state == State.NEEDS_INFO
    assert cases.fresh(case).info_asked == "Proszę o drugą stronę."


def test_somebody_of_the_company_cannot_decide(case, cast, sign_in):
    factories.membership(cast.alfa, cast.filip, Role.USER)
    client = at_work(sign_in, cast.filip)

    shown = client.get(page(case)).content.decode()
    answer = client.post(f"{page(case)}decision/", form(case))

    assert "You do not decide about this case" in shown
    assert 'id="decision"' not in shown
    assert answer.status_code == 422
    assert not Decision.objects.exists()


def test_somebody_who_once_was_of_the_company_cannot_decide_either(case, cast, sign_in):
    place = factories.membership(cast.alfa, cast.filip)
    place.ended_at = place.joined_at
    place.save()

    answer = at_work(sign_in, cast.filip).post(f"{page(case)}decision/", form(case))

    assert answer.status_code == 422
    assert not Decision.objects.exists()


def test_nobody_decides_twice(case, cast, sign_in):
    client = at_work(sign_in, cast.filip)
    client.post(f"{page(case)}decision/", form(case))
    confirm(client)

    answer = client.post(f"{page(case)}decision/", form(case))

    assert answer.status_code == 422
    assert "you have already decided about it" in answer.content.decode()


def test_files_that_changed_meanwhile_have_to_be_looked_at_again(case, cast, sign_in):
    answer = at_work(sign_in, cast.filip).post(
        f"{page(case)}decision/", form(case, files_hash="0" * 64)
    )

    assert answer.status_code == 422
    assert "The files have changed since you opened the case." in answer.content.decode()


def test_a_case_that_moved_meanwhile_has_to_be_looked_at_again(case, cast, sign_in):
    answer = at_work(sign_in, cast.filip).post(f"{page(case)}decision/", form(case, version=0))

    assert answer.status_code == 422
    assert "The case has changed in the meantime." in answer.content.decode()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"checklist": ["company"]}, "Approving needs every point of the checklist."),
        ({"verdict": ""}, "Choose a decision."),
        ({"verdict": "reject", "reason": "unreadable"}, "This reason belongs to another decision."),
        ({"verdict": "ask", "reason": ""}, "Choose a reason."),
        ({"note": "  "}, "Write what you found, and where."),
    ],
)
def test_an_incomplete_decision_says_what_is_missing(case, cast, sign_in, changed, sentence):
    answer = at_work(sign_in, cast.filip).post(f"{page(case)}decision/", form(case) | changed)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "KRS, odpis" in answer.content.decode() or "note" in changed


def test_an_old_second_step_is_asked_for_and_nothing_typed_is_lost(case, cast, sign_in):
    client = at_work(sign_in, cast.filip)
    forget_second_step(client)

    answer = client.post(
        f"{page(case)}decision/",
        form(case, "ask", note="Brakuje strony drugiej."),
        headers={"referer": f"http://testserver{page(case)}"},
    )
    shown = client.get(page(case)).content.decode()

    assert answer.url.startswith("/account/second-step/confirm/?next=%2Fstaff%2Fcases%2F")
    assert not Decision.objects.exists()
    assert "Brakuje strony drugiej." in shown
    assert 'value="ask" required id="id_verdict_1" checked' in shown


def test_nothing_of_the_company_can_be_edited_there(case, cast, sign_in):
    client = at_work(sign_in, cast.filip)

    client.post(f"{page(case)}decision/", form(case, name="Nowa Alfa", email="x@example.com"))

    cast.alfa.refresh_from_db()
    assert cast.alfa.name == "Piekarnia Alfa"
    assert cast.alfa.email == "biuro@alfa.example"


def test_the_event_of_a_decision_does_not_tell_which_one(case, cast, sign_in):
    at_work(sign_in, cast.filip).post(f"{page(case)}decision/", form(case))

    event = Event.objects.get(kind=Kind.DECLARATION_REVIEWED)
    assert event.by_staff
    assert "verdict" not in event.facts
    assert "Filip" not in event.sentence


def test_support_sees_the_state_but_no_file_and_no_form(case, cast, sign_in):
    shown = at_work(sign_in, cast.ewa).get(page(case)).content.decode()

    assert "1 file was sent. Only reviewers see it." in shown
    assert "skan.pdf" not in shown
    assert 'id="decision"' not in shown
