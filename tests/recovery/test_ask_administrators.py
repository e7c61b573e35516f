"""Asking the administrators: sent to all who can be reached, answered with a fresh second step, or expired."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from klucznik.companies.models import Membership, Role
from klucznik.companies.notices import most_important
from klucznik.core import clock
from klucznik.declarations.models import State
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.jobs import worker
from klucznik.members.errors import FactorTooYoung, RightMissing
from klucznik.recovery.actions.requests import (
    approve_request,
    decline_request,
    request_rights,
    withdraw_request,
)
from klucznik.recovery.errors import AlreadyAsked, AskedTooOften, NobodyToAsk, RequestClosed
from klucznik.recovery.models import RightsRequest
from klucznik.recovery.situations import situation
from klucznik.recovery.tasks import sweep_requests
from klucznik.recovery.ways import Way, ways
from tests import factories
from tests.declarations import cases

REASON = "Prowadzę sprawy licencji w naszej firmie."


@pytest.fixture
def asked(cast):
    """Bogna asks Anna."""
    factories.with_factor(cast.anna)
    return request_rights(cast.bogna, cast.alfa, reason=REASON)


def let_the_clock_work():
    sweep_requests()
    worker.drain()


def letters_to(address):
    return [letter for letter in mail.outbox if address in letter.to]


def test_the_request_is_sent_through_the_page(cast, sign_in, deliver):
    client = sign_in(cast.bogna)
    address = reverse("recovery:request", args=[cast.alfa.public_id])
    assert "1 global administrator" in client.get(address).content.decode()
    client.post(address, {"reason": REASON})
    deliver()

    assert RightsRequest.objects.get().recipients == 1
    letter = letters_to("anna@example.com")[0]
    assert REASON in letter.body
    assert "Bogna Bąk (bogna@example.com)" in letter.body
    text = client.get(reverse("recovery:ways", args=[cast.alfa.public_id])).content.decode()
    assert "It was sent to 1 administrator." in text
    assert "Alfowska" not in text


@pytest.mark.parametrize("reason", ["", "za mało"])
def test_a_reason_has_ten_characters(cast, sign_in, reason):
    address = reverse("recovery:request", args=[cast.alfa.public_id])

    assert sign_in(cast.bogna).post(address, {"reason": reason}).status_code == 422


def test_one_request_at_a_time(cast, asked):
    with pytest.raises(AlreadyAsked):
        request_rights(cast.bogna, cast.alfa, reason=REASON)


def test_a_company_without_administrators_has_nobody_to_ask(cast):
    cases.lose_the_keys(cast)

    with pytest.raises(NobodyToAsk):
        request_rights(cast.bogna, cast.alfa, reason=REASON)


def test_a_stranger_asks_nobody(cast, sign_in):
    address = reverse("recovery:request", args=[cast.alfa.public_id])

    assert sign_in(cast.celina).post(address, {"reason": REASON}).status_code == 404
    with pytest.raises(RightMissing):
        request_rights(cast.celina, cast.alfa, reason=REASON)


def test_administrators_find_the_request_on_top_of_my_products(cast, asked):
    notice = most_important(cases.place_of(cast.anna, cast.alfa))

    assert "1 person asks" in str(notice.title)
    assert notice.url == reverse("recovery:requests", args=[cast.alfa.public_id])


def test_approving_gives_the_proven_role_and_tells_the_person(cast, asked, sign_in, deliver):
    client = sign_in(cast.anna, factor=True)
    args = [cast.alfa.public_id, asked.public_id]
    assert REASON in client.get(reverse("recovery:show_request", args=args)).content.decode()
    client.post(reverse("recovery:approve_request", args=args), {"role": "global_administrator"})
    deliver()

    place = cases.place_of(cast.bogna, cast.alfa)
    assert place.is_global_administrator
    assert place.proven_at is not None
    assert place.probation_until is None
    assert "approved" in letters_to("bogna@example.com")[-1].subject


def test_approving_takes_a_fresh_second_step(cast, asked, sign_in):
    address = reverse("recovery:approve_request", args=[cast.alfa.public_id, asked.public_id])

    answer = sign_in(cast.anna).post(address, {"role": "global_administrator"})

    assert answer.status_code == 302
    assert cases.place_of(cast.bogna, cast.alfa).role == Role.USER


def test_a_brand_new_second_step_gives_nothing_to_others(cast):
    factories.with_factor(cast.anna, mature=False)
    asked = request_rights(cast.bogna, cast.alfa, reason=REASON)

    with pytest.raises(FactorTooYoung):
        approve_request(cast.anna, asked, role=Role.GLOBAL_ADMINISTRATOR)


def test_a_smaller_role_may_be_given(cast, asked):
    approve_request(cast.anna, asked, role=Role.ADMINISTRATOR)

    assert cases.place_of(cast.bogna, cast.alfa).role == Role.ADMINISTRATOR


def test_nobody_approves_their_own_request_or_without_the_right(cast, asked):
    for person in (cast.bogna, cast.bartek, cast.celina):
        factories.with_factor(person)
        with pytest.raises(RightMissing):
            approve_request(person, asked, role=Role.GLOBAL_ADMINISTRATOR)


def test_an_administrator_on_probation_answers_nothing(cast, asked):
    Membership.objects.filter(user=cast.anna).update(
        probation_until=clock.now() + timedelta(days=5)
    )

    with pytest.raises(RightMissing):
        approve_request(cast.anna, asked, role=Role.GLOBAL_ADMINISTRATOR)


def test_declining_needs_a_reason_that_the_person_reads(cast, asked, sign_in, deliver):
    client = sign_in(cast.anna)
    address = reverse("recovery:show_request", args=[cast.alfa.public_id, asked.public_id])
    assert client.post(address, {"answer": ""}).status_code == 422
    client.post(address, {"answer": "Nie prowadzisz tych spraw."})
    deliver()

    assert "Nie prowadzisz tych spraw." in letters_to("bogna@example.com")[-1].body


def test_an_answered_request_is_closed_for_everybody_else(cast, asked):
    decline_request(cast.anna, asked, answer="Nie.")

    with pytest.raises(RequestClosed):
        approve_request(cast.anna, asked, role=Role.GLOBAL_ADMINISTRATOR)
    with pytest.raises(RequestClosed):
        withdraw_request(cast.bogna, asked)


def test_reminders_go_after_one_three_and_six_days(cast, asked, travel):
    for days in (1.1, 2, 3):
        travel(days=days)
        let_the_clock_work()
        let_the_clock_work()

    assert Event.objects.filter(kind=Kind.RIGHTS_REMINDED).count() == 3
    assert len(letters_to("anna@example.com")) == 4


def test_a_jump_of_the_clock_reminds_once(cast, asked, travel):
    travel(days=6.5)
    let_the_clock_work()
    let_the_clock_work()

    assert Event.objects.filter(kind=Kind.RIGHTS_REMINDED).count() == 1


def test_without_an_answer_it_expires_and_the_declaration_opens(cast, asked, travel):
    assert ways(situation(cast.alfa, cast.bogna)).recommended == Way.WAIT
    travel(days=7.1)
    let_the_clock_work()

    assert RightsRequest.objects.get().state == RightsRequest.State.EXPIRED
    assert cases.place_of(cast.anna, cast.alfa).silent_since is not None
    assert ways(situation(cast.alfa, cast.bogna)).recommended == Way.DECLARE
    assert "nobody answered" in letters_to("bogna@example.com")[-1].subject


def test_an_administrator_who_comes_back_does_not_close_the_declaration(cast, asked, travel):
    travel(days=7.1)
    let_the_clock_work()
    Membership.objects.filter(user=cast.anna).update(silent_since=None)

    found = ways(situation(cast.alfa, cast.bogna))

    assert found.no_declaring is None
    assert Way.ASK in found.others


def test_a_refusal_buries_no_claim_and_asking_stays_open(cast, asked):
    decline_request(cast.anna, asked, answer="Nie.")

    found = ways(situation(cast.alfa, cast.bogna))

    assert found.recommended == Way.DECLARE
    assert found.others == [Way.ASK]


def test_two_refusals_within_ninety_days_block_for_thirty(cast, asked, travel):
    decline_request(cast.anna, asked, answer="Nie.")
    second = request_rights(cast.bogna, cast.alfa, reason=REASON)
    decline_request(cast.anna, second, answer="Dalej nie.")

    with pytest.raises(AskedTooOften):
        request_rights(cast.bogna, cast.alfa, reason=REASON)
    assert ways(situation(cast.alfa, cast.bogna)).others == []
    travel(days=31)
    request_rights(cast.bogna, cast.alfa, reason=REASON)


def test_an_approval_ends_an_open_case_as_superseded(cast, asked, travel):
    travel(days=7.1)
    let_the_clock_work()
    case = cases.submitted(cast.bogna, cast.alfa)
    Membership.objects.filter(user=cast.anna).update(silent_since=None)
    again = request_rights(cast.bogna, cast.alfa, reason=REASON)
    approve_request(cast.anna, again, role=Role.GLOBAL_ADMINISTRATOR)

    assert cases.fresh(case).state == State.SUPERSEDED


def test_a_role_given_in_users_ends_an_open_case_too(cast, deliver):
    from klucznik.members.actions.people import change_role

    cases.lose_the_keys(cast)
    case = cases.submitted(cast.dorota, cast.alfa)
    factories.membership(cast.alfa, cast.celina, Role.GLOBAL_ADMINISTRATOR)
    factories.with_factor(cast.celina)
    change_role(cast.celina, cases.place_of(cast.dorota, cast.alfa), role=Role.GLOBAL_ADMINISTRATOR)
    deliver()

    assert cases.fresh(case).state == State.SUPERSEDED


def test_the_inbox_is_for_those_who_may_answer(cast, asked, sign_in):
    address = reverse("recovery:requests", args=[cast.alfa.public_id])

    assert sign_in(cast.anna).get(address).status_code == 200
    assert sign_in(cast.bartek).get(address).status_code == 403
    assert sign_in(cast.celina).get(address).status_code == 404


def test_a_request_of_another_company_does_not_exist(cast, asked, sign_in):
    address = reverse("recovery:show_request", args=[cast.beta.public_id, asked.public_id])

    assert sign_in(cast.celina).get(address).status_code == 404


def test_an_approver_may_choose_an_end_date(cast, asked, sign_in, deliver):
    until = clock.today() + timedelta(days=30)
    client = sign_in(cast.anna, factor=True)
    address = reverse("recovery:approve_request", args=[cast.alfa.public_id, asked.public_id])
    client.post(address, {"role": "administrator", "until": until.isoformat()})
    deliver()

    place = cases.place_of(cast.bogna, cast.alfa)
    assert place.role == Role.ADMINISTRATOR
    assert place.until.date() == until
    assert len(letters_to("bogna@example.com")) == 2  # the role, and its end


def test_an_end_date_that_no_calendar_has_is_refused(cast, asked, sign_in):
    client = sign_in(cast.anna, factor=True)
    address = reverse("recovery:approve_request", args=[cast.alfa.public_id, asked.public_id])

    assert client.post(address, {"role": "user", "until": "2020-01-01"}).status_code == 422
    assert RightsRequest.objects.get().state == RightsRequest.State.PENDING


@pytest.mark.parametrize(("length", "is_fine"), [(9, False), (10, True), (500, True), (501, False)])
def test_a_reason_has_ten_to_five_hundred_characters(cast, sign_in, length, is_fine):
    client = sign_in(cast.bogna)
    address = reverse("recovery:request", args=[cast.alfa.public_id])

    assert client.post(address, {"reason": "x" * length}).status_code == (302 if is_fine else 422)
    assert RightsRequest.objects.exists() is is_fine
