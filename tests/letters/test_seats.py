"""A letter puts seats to rest from the next period on, or takes them up again; until then nothing changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from klucznik.core import clock
from klucznik.declarations.actions.accepting import close_case, end_waiting
from klucznik.declarations.actions.undoing import undo_grant
from klucznik.declarations.errors import Moot
from klucznik.declarations.models import Declaration, Kind, State
from klucznik.events.kinds import Kind as Happened
from klucznik.events.models import Event
from klucznik.letters.actions.writing import ask_for_seats
from klucznik.letters.errors import NothingToRest, TooLateForPeriod
from klucznik.letters.models import SeatsChange
from klucznik.letters.tasks import change_seats
from klucznik.licensing.models import License, Period
from tests import factories
from tests.declarations import cases
from tests.letters import letters

FORM = {
    "target": "2", "reason": "Zimą pracuje mniej osób.", "name_1": "Alfred Alfowski",
    "function_1": "prezes", "language": "pl", "consent": "on",
}  # fmt: skip


@pytest.fixture
def license(cast):
    return factories.license(cast.alfa, amount=5)


def subscription(license, *, days: int) -> Period:
    today = clock.today()
    return Period.objects.create(
        license=license,
        kind=Period.Kind.SUBSCRIPTION,
        starts_on=today - timedelta(days=300),
        ends_on=today + timedelta(days=days),
        source=Period.Source.STAFF,
    )


def rest_letter(cast, license, target: int = 2) -> Declaration:
    return ask_for_seats(cast.bogna, cast.alfa, license=license, target=target, **letters.SAID)


def at_rest(license) -> int:
    license.refresh_from_db()
    return license.suspended_amount


def test_the_whole_way_through_the_page(cast, license, sign_in, travel, deliver):
    subscription(license, days=60)
    page = sign_in(cast.bogna).post(
        f"/companies/{cast.alfa.public_id}/letters/seats/", FORM | {"license": license.public_id}
    )
    assert page.status_code == 302
    case = Declaration.objects.get(claimant=cast.bogna)
    assert case.kind == Kind.SEATS_REST

    done = letters.carried_out(cast, case, travel)
    change_seats()
    deliver()
    assert (done.state, at_rest(license)) == (State.GRANTED, 0)

    travel(days=61)
    change_seats()
    deliver()
    assert at_rest(license) == 3
    assert Event.objects.filter(kind=Happened.LICENSE_RESTED).count() == 1


def test_resuming_goes_the_same_way(cast, license, travel, deliver):
    license.suspended_amount = 3
    license.save()
    subscription(license, days=60)
    case = rest_letter(cast, license, target=5)
    assert case.kind == Kind.SEATS_RESUME

    letters.carried_out(cast, case, travel)
    travel(days=61)
    change_seats()
    deliver()

    assert at_rest(license) == 0


def test_a_license_without_periods_changes_at_once(cast, license, travel):
    letters.carried_out(cast, rest_letter(cast, license), travel)

    assert at_rest(license) == 3


def test_a_letter_that_came_in_time_is_not_put_off_by_a_period(cast, license, travel):
    """The check took longer than the days that were left, and the next period runs already."""
    running = subscription(license, days=8)
    case = letters.sent(rest_letter(cast, license))
    Period.objects.create(
        license=license, kind=Period.Kind.SUBSCRIPTION, starts_on=running.ends_on + timedelta(days=1),
        ends_on=running.ends_on + timedelta(days=365), source=Period.Source.STAFF,
    )  # fmt: skip
    travel(days=7)
    case = letters.approved(cast, case)
    letters.wait_out(case, travel)
    end_waiting(cases.fresh(case))

    assert at_rest(license) == 3


def test_a_license_that_was_revoked_before_its_day_is_left_alone(cast, license, travel, deliver):
    subscription(license, days=60)
    letters.carried_out(cast, rest_letter(cast, license), travel)
    license.status, license.revoked_at = License.Status.REVOKED, clock.now()
    license.save()
    travel(days=61)
    change_seats()
    deliver()

    assert at_rest(license) == 0
    assert SeatsChange.objects.get().undone_at is not None


def test_a_letter_without_a_day_says_that_it_holds_at_once(cast, license):
    case = rest_letter(cast, license)

    told = dict(case.content["details"])
    assert case.about["from_day"] == ""
    assert told["from_day"]


def test_seven_days_before_the_end_is_too_late(cast, license):
    subscription(license, days=6)

    with pytest.raises(TooLateForPeriod):
        rest_letter(cast, license)


@pytest.mark.parametrize("target", [0, 5, 6])
def test_at_least_one_stays_in_use_and_something_changes(cast, license, target):
    with pytest.raises(NothingToRest):
        rest_letter(cast, license, target)


def test_undone_before_its_day_it_never_begins(cast, license, travel, deliver):
    subscription(license, days=60)
    case = letters.carried_out(cast, rest_letter(cast, license), travel)

    undo_grant(cast.henryk, cases.fresh(case), note="Pomyłka.", as_lead=True)
    travel(days=61)
    change_seats()
    deliver()

    assert at_rest(license) == 0
    assert SeatsChange.objects.get().undone_at is not None


def test_undone_after_its_day_all_are_in_use_again(cast, license, travel):
    case = letters.carried_out(cast, rest_letter(cast, license), travel)

    undo_grant(cast.henryk, cases.fresh(case), note="Pomyłka.", as_lead=True)

    assert at_rest(license) == 0


def test_a_license_that_has_gone_stops_the_letter(cast, license):
    case = letters.sent(rest_letter(cast, license))
    license.company = cast.beta
    license.save()

    with pytest.raises(Moot):
        cases.decided(cast.filip, case)


def test_such_a_letter_stands_in_nobodys_way_to_the_keys(cast, license, travel):
    letters.carried_out(cast, rest_letter(cast, license), travel)
    cases.lose_the_keys(cast)

    assert cases.in_notice(cast).state == State.NOTICE


def test_administrators_see_the_quicker_way(cast, license, sign_in):
    text = sign_in(cast.anna).get(f"/companies/{cast.alfa.public_id}/letters/").content.decode()

    assert "You can do it yourself on the page of the license, under Periods." in text


def test_its_messages_say_what_was_done_and_when_it_is_final(cast, license, travel, deliver):
    done = letters.carried_out(cast, rest_letter(cast, license), travel)
    deliver()
    (carried_out,) = to(cast.bogna, "was carried out")
    assert "It asks that 2 of 5 be in use" in carried_out

    mail.outbox.clear()
    travel(days=15)
    close_case(cases.fresh(done))
    deliver()
    (over,) = to(cast.bogna, "It stays as it was done")
    assert "the time for taking it back has passed" in over


def to(person, words: str) -> list[str]:
    """The messages to this person that say so."""
    bodies = [str(one.body) for one in mail.outbox if person.email in one.to]
    return [body for body in bodies if words in body]
