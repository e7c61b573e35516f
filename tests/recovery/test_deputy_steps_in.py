"""A deputy steps in: only when no administrator answers, after the chosen wait, and any administrator can veto it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse

from klucznik.companies.models import Membership, Role
from klucznik.companies.notices import most_important
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.declarations.actions.accepting import accept_grant
from klucznik.declarations.actions.submitting import withdraw_declaration
from klucznik.declarations.models import Declaration, Notified, State
from klucznik.declarations.reasons import Ending
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.actions.deputies import dismiss_deputy, resign_deputyship
from klucznik.members.actions.people import change_role, remove_member
from klucznik.members.deputies import deputyship_of
from klucznik.members.places import remember_administrator
from klucznik.recovery.actions.requests import decline_request, request_rights
from klucznik.recovery.actions.stepping_in import object_as_administrator, step_in
from klucznik.recovery.errors import (
    AdministratorThere,
    AnotherCase,
    NotDeputy,
    RefusedDeputy,
    SteppedInLately,
)
from klucznik.recovery.situations import situation
from klucznik.recovery.ways import Way, ways
from tests import factories
from tests.declarations import cases
from tests.recovery import stepping

REASON = "Potrzebuję tych uprawnień."


def page_of(cast, name="step_in", *more):
    return reverse(f"recovery:{name}", args=[cast.alfa.public_id, *more])


def letters_to(address):
    return [letter for letter in mail.outbox if address in letter.to]


def until_ready(case, travel):
    travel(days=(case.notice_ends_at - clock.now()) / timedelta(days=1) + 0.01)
    cases.let_the_clock_work()
    return cases.fresh(case)


def test_it_goes_through_the_pages_from_the_ways_to_the_keys(cast, sign_in, deliver, travel):
    stepping.deputy_of(cast, wait_days=3)
    stepping.lose_touch(cast)
    client = sign_in(cast.bogna)
    shown = client.get(page_of(cast, "ways")).content.decode()
    assert "You are a deputy: you can step in" in shown
    assert "It takes 3 days" in shown
    asked = client.get(page_of(cast)).content.decode()
    assert "Anna Alfowska named you a deputy" in asked
    answer = client.post(page_of(cast))
    case = Declaration.objects.get()
    assert answer.url == reverse("declarations:case", args=[case.public_id])
    assert "You have stepped in as a deputy" in client.get(answer.url).content.decode()
    deliver()

    assert cases.place_of(cast.bogna, cast.alfa).role == Role.USER
    case = until_ready(case, travel)
    assert case.state == State.READY
    factories.with_factor(cast.bogna)
    sign_in(cast.bogna, factor=True).post(reverse("declarations:accept", args=[case.public_id]))
    deliver()

    place = cases.place_of(cast.bogna, cast.alfa)
    assert place.role == Role.GLOBAL_ADMINISTRATOR
    assert place.proven_at is not None
    assert place.is_on_probation
    assert deputyship_of(place) is None
    assert cases.place_of(cast.anna, cast.alfa).role == Role.GLOBAL_ADMINISTRATOR
    told = Event.objects.filter(subject_type="declarations.Declaration", subject_id=case.pk)
    assert [event.kind for event in told.order_by("id")] == [
        Kind.DEPUTY_STEPPED_IN,
        Kind.DECLARATION_READY,
        Kind.DEPUTY_GRANTED,
    ]
    assert "a new global administrator" in letters_to("anna@example.com")[-1].body


@pytest.mark.parametrize("days", [3, 7, 14])
def test_the_wait_is_the_one_chosen_beforehand(cast, days):
    case = stepping.stepped_in(cast, wait_days=days)

    assert case.state == State.NOTICE
    assert case.notice_ends_at - case.notice_started_at >= timedelta(days=days)
    assert case.notice_ends_at - case.notice_started_at < timedelta(days=days + 5)


def test_another_wait_chosen_later_changes_nothing_for_a_case_that_runs(cast):
    case = stepping.stepped_in(cast, wait_days=14)
    deputyship_of(cases.place_of(cast.bogna, cast.alfa)).membership.deputies.update(wait_days=3)

    from klucznik.declarations.waiting import waiting_period

    assert waiting_period(cases.fresh(case)) == timedelta(days=14)


def test_administrators_former_ones_and_contacts_are_told_at_the_start_at_half_time_and_a_day_before(
    cast, deliver, travel
):
    former = factories.person("Fryderyk", email="fryderyk@example.com")
    place = factories.membership(cast.alfa, former, Role.GLOBAL_ADMINISTRATOR)
    remember_administrator(place, removed_by_other=False)
    Membership.objects.filter(pk=place.pk).update(ended_at=clock.now())
    case = stepping.stepped_in(cast)
    for days in (0, 3.6, 2.6):
        travel(days=days)
        cases.let_the_clock_work()

    for address in ("anna@example.com", "fryderyk@example.com", "biuro@alfa.example"):
        subjects = [m.subject for m in letters_to(address) if case.number in m.subject]
        assert len(subjects) == 3, (address, subjects)
        first, halfway, ending = subjects
        assert "a deputy steps in" in first or "wkracza zastępca" in first
        assert "a reminder" in halfway or "przypomnienie" in halfway
        assert "ends within a day" in ending or "w ciągu doby" in ending
    assert "the case ends at once" in letters_to("anna@example.com")[-1].body
    fryderyk = letters_to("fryderyk@example.com")[-1].body
    assert "the case ends at once" not in fryderyk
    assert "od razu się zakończy" not in fryderyk
    assert "Bogna" in letters_to("fryderyk@example.com")[-1].body
    assert "Bogna" not in letters_to("biuro@alfa.example")[-1].body


# --- When a deputy may not


def test_while_an_administrator_can_be_asked_a_deputy_asks(cast, sign_in):
    stepping.deputy_of(cast)

    with pytest.raises(AdministratorThere):
        step_in(cast.bogna, cast.alfa)
    shown = sign_in(cast.bogna).get(reverse("members:deputyship", args=[cast.alfa.public_id]))
    assert "You cannot step in now" in shown.content.decode()
    assert "Send them a request" in shown.content.decode()


def test_nobody_seen_for_thirty_days_lets_a_deputy_step_in(cast, travel, sign_in):
    stepping.deputy_of(cast)
    travel(days=29)
    assert not situation(cast.alfa, cast.bogna).all_unseen
    travel(days=2)
    found = ways(situation(cast.alfa, cast.bogna))

    assert found.recommended == Way.ASK
    assert Way.DEPUTY in found.others
    shown = sign_in(cast.bogna).get(reverse("members:deputyship", args=[cast.alfa.public_id]))
    assert "You can step in now" in shown.content.decode()
    assert step_in(cast.bogna, cast.alfa)


def test_an_ignored_request_lets_a_deputy_step_in(cast, travel):
    stepping.deputy_of(cast)
    request_rights(cast.bogna, cast.alfa, reason=REASON)
    travel(days=7.1)
    from klucznik.recovery.tasks import sweep_requests

    sweep_requests()
    cases.let_the_clock_work()
    Membership.objects.filter(user=cast.anna).update(silent_since=None)  # seen again, no answer

    assert ways(situation(cast.alfa, cast.bogna)).recommended == Way.DEPUTY


def test_whoever_was_refused_does_not_step_in(cast):
    stepping.deputy_of(cast)
    decline_request(cast.anna, request_rights(cast.bogna, cast.alfa, reason=REASON), answer="Nie.")
    stepping.lose_touch(cast)

    with pytest.raises(RefusedDeputy):
        step_in(cast.bogna, cast.alfa)


def test_who_has_not_agreed_or_is_no_deputy_does_not_step_in(cast, sign_in):
    stepping.lose_touch(cast)

    for person in (cast.bogna, cast.bartek):
        with pytest.raises(NotDeputy):
            step_in(person, cast.alfa)
    answer = sign_in(cast.bartek).post(page_of(cast))
    assert answer.url == page_of(cast, "ways")
    assert sign_in(cast.celina).post(page_of(cast)).status_code == 404
    assert not Declaration.objects.exists()


def test_one_case_of_a_company_at_a_time(cast):
    stepping.deputy_of(cast, cast.bartek)
    case = stepping.stepped_in(cast)

    with pytest.raises(AnotherCase):
        step_in(cast.bartek, cast.alfa)
    withdraw_declaration(cast.bogna, case)
    assert step_in(cast.bartek, cast.alfa)


def test_nobody_wears_administrators_out_by_stepping_in_and_withdrawing(cast):
    stepping.deputy_of(cast)
    stepping.lose_touch(cast)
    for _ in range(3):
        withdraw_declaration(cast.bogna, step_in(cast.bogna, cast.alfa))

    with pytest.raises(SteppedInLately):
        step_in(cast.bogna, cast.alfa)


# --- While the wait runs


def test_a_dismissed_deputy_gets_nothing_and_counts_as_vetoed(cast):
    case = stepping.stepped_in(cast)
    dismiss_deputy(cast.anna, deputyship_of(cases.place_of(cast.bogna, cast.alfa)))
    cases.let_the_clock_work()

    assert cases.fresh(case).outcome_reason == Ending.VETOED


@pytest.mark.parametrize("how", ["resigns", "is removed"])
def test_who_is_no_deputy_any_more_gets_nothing(cast, how):
    case = stepping.stepped_in(cast)
    place = cases.place_of(cast.bogna, cast.alfa)
    if how == "resigns":
        resign_deputyship(cast.bogna, deputyship_of(place))
    else:
        remove_member(cast.anna, place)
    cases.let_the_clock_work()

    assert cases.fresh(case).state == State.EXPIRED
    assert cases.fresh(case).outcome_reason == Ending.NOT_DEPUTY


def test_the_grant_looks_once_more_whether_the_person_is_a_deputy(cast, travel):
    case = until_ready(stepping.stepped_in(cast), travel)
    factories.with_factor(cast.bogna)
    dismiss_deputy(cast.anna, deputyship_of(cases.place_of(cast.bogna, cast.alfa)))

    with pytest.raises(NotDeputy):
        accept_grant(cast.bogna, case)


def test_a_role_given_by_an_administrator_makes_the_case_needless(cast):
    factories.with_factor(cast.anna)
    case = stepping.stepped_in(cast)
    change_role(cast.anna, cases.place_of(cast.bogna, cast.alfa), role=Role.GLOBAL_ADMINISTRATOR)
    cases.let_the_clock_work()

    assert cases.fresh(case).state == State.SUPERSEDED


def test_the_notice_of_administrators_says_who_and_when(cast):
    case = stepping.stepped_in(cast)
    notice = most_important(cases.place_of(cast.anna, cast.alfa))

    assert notice.title == "The deputy Bogna Bąk steps in"
    assert notice.url == page_of(cast, "object", case.public_id)


def test_objecting_from_the_portal_needs_the_right(cast):
    case = stepping.stepped_in(cast)

    with pytest.raises(DomainError):
        object_as_administrator(cast.bartek, case)
    assert Notified.objects.filter(declaration=case, user=cast.bartek).count() == 0


@pytest.mark.django_db(transaction=True)
def test_of_two_deputies_at_the_same_moment_one_begins(cast):
    stepping.deputy_of(cast)
    stepping.deputy_of(cast, cast.bartek)
    stepping.lose_touch(cast)

    def run(person):
        try:
            return step_in(person, cast.alfa)
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(run, [cast.bogna, cast.bartek]))

    assert Declaration.objects.count() == 1
    assert sum(isinstance(one, AnotherCase) for one in found) == 1
