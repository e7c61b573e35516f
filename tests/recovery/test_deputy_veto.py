"""Objections to a deputy: one administrator is enough, a former one stops the clock, others make staff look."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from klucznik.companies.models import FormerAdministrator, Membership
from klucznik.core import clock
from klucznik.declarations.actions.accepting import accept_grant
from klucznik.declarations.actions.contests import decide_contest, object_to
from klucznik.declarations.models import Contest, State
from klucznik.declarations.reasons import Ending
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.health import meter_of, outlook_of
from klucznik.recovery.actions.stepping_in import step_in
from klucznik.recovery.errors import (
    VetoedLately,
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


def test_whom_an_objection_stopped_is_counted_nowhere_as_standing_by(cast, sign_in, travel):
    case = stepping.stepped_in(cast)
    before = meter_of(cast.alfa).deputies

    object_to(cases.voice(case, "administrator"))
    page = sign_in(cast.anna).get(f"/companies/{cast.alfa.public_id}/keys/").content.decode()

    assert (before, meter_of(cast.alfa).deputies) == (1, 0)
    assert outlook_of(Membership.objects.get(company=cast.alfa, user=cast.anna)).deputies == 0
    assert "deputy who can step in" not in page
    travel(days=91)
    assert meter_of(cast.alfa).deputies == 1


def test_an_administrator_vetoes_by_the_link_without_sign_in(cast, deliver):
    case = stepping.stepped_in(cast)
    client = Client(headers={"accept-language": "en"})
    voice = cases.voice(case, "administrator")
    address = reverse("declarations:objection", args=[cases.secret_of(voice)])
    for _ in range(2):
        assert "the case ends at once" in client.get(address).content.decode()
    assert cases.fresh(case).state == State.NOTICE
    answer = client.post(address, {"statement": "Jestem tutaj."}, follow=True).content.decode()
    deliver()

    case = cases.fresh(case)
    assert case.state == State.REJECTED
    assert case.outcome_reason == Ending.VETOED
    assert "The case has ended." in answer
    assert Event.objects.filter(kind=Kind.DEPUTY_VETOED).count() == 1
    assert not Event.objects.filter(kind=Kind.DEPUTY_CONTESTED).exists()
    assert "can step in again after" in letters_to("bogna@example.com")[-1].body
    assert "does not step in" in letters_to("anna@example.com")[-1].subject


def test_an_administrator_who_came_later_vetoes_from_the_company_page(cast, sign_in):
    case = stepping.stepped_in(cast)
    other = stepping.second_keeper(cast)
    client = sign_in(other)
    shown = client.get(cast.alfa.get_absolute_url()).content.decode()
    address = page_of(cast, "object", case.public_id)
    assert "The deputy Bogna Bąk steps in" in shown
    assert address in shown
    assert "the case ends at once" in client.get(address).content.decode()
    client.post(address, {"statement": ""})

    assert cases.fresh(case).outcome_reason == Ending.VETOED


def test_only_administrators_of_the_company_see_and_use_that_page(cast, sign_in):
    case = stepping.stepped_in(cast)
    address = page_of(cast, "object", case.public_id)

    assert sign_in(cast.bartek).post(address).status_code == 403
    assert sign_in(cast.bogna).post(address).status_code == 403
    assert sign_in(cast.celina).post(address).status_code == 404
    assert cases.fresh(case).state == State.NOTICE
    elsewhere = reverse("recovery:object", args=[cast.beta.public_id, case.public_id])
    assert sign_in(cast.celina).post(elsewhere).status_code == 404


def test_after_a_veto_this_deputy_waits_ninety_days(cast, travel):
    case = stepping.stepped_in(cast)
    object_to(cases.voice(case, "administrator"))

    with pytest.raises(VetoedLately):
        step_in(cast.bogna, cast.alfa)
    travel(days=89)
    assert ways(situation(cast.alfa, cast.bogna)).recommended != Way.DEPUTY
    travel(days=2)
    assert step_in(cast.bogna, cast.alfa).state == State.NOTICE


def test_a_veto_counts_as_a_refusal_for_a_declaration(cast):
    case = stepping.stepped_in(cast)
    object_to(cases.voice(case, "administrator"))

    assert situation(cast.alfa, cast.bogna).was_refused
    assert ways(situation(cast.alfa, cast.bogna)).recommended == Way.DECLARE


def test_another_deputy_may_still_step_in(cast):
    case = stepping.stepped_in(cast)
    Membership.objects.filter(user=cast.anna).update(silent_since=None)
    stepping.deputy_of(cast, cast.bartek, wait_days=3)
    object_to(cases.voice(case, "administrator"))
    stepping.lose_touch(cast)

    assert step_in(cast.bartek, cast.alfa).state == State.NOTICE


def test_an_administrator_also_vetoes_while_the_rights_wait_to_be_accepted(cast, travel):
    case = until_ready(stepping.stepped_in(cast), travel)
    object_to(cases.voice(case, "administrator"))

    assert cases.fresh(case).outcome_reason == Ending.VETOED


def test_after_the_grant_an_objection_freezes_as_usual(cast, travel):
    case = until_ready(stepping.stepped_in(cast), travel)
    factories.with_factor(cast.bogna)
    accept_grant(cast.bogna, case)
    contest = object_to(cases.voice(case, "administrator"))

    assert contest.is_open
    assert cases.fresh(case).state == State.GRANTED
    assert cases.fresh(case).is_frozen


def test_a_former_administrator_freezes_and_a_contact_makes_staff_look(cast):
    cases.lose_the_keys(cast)
    FormerAdministrator.objects.update(forget_at=clock.now() + timedelta(days=300))
    place = cases.place_of(cast.bogna, cast.alfa)
    from klucznik.members.models import Deputy

    Deputy.objects.create(
        membership=place, wait_days=3, named_by=cast.anna, accepted_at=clock.now()
    )
    case = step_in(cast.bogna, cast.alfa)
    contact = object_to(cases.voice(case, "contact"))
    assert not cases.fresh(case).is_frozen
    former = object_to(cases.voice(case, "former_administrator"))

    assert not contact.freezes
    assert former.freezes
    assert cases.fresh(case).state == State.NOTICE
    assert cases.fresh(case).is_frozen


def test_an_upheld_objection_ends_it_without_a_veto(cast):
    case = stepping.stepped_in(cast)
    object_to(cases.voice(case, "contact"))
    for reviewer in (cast.filip, cast.grazyna):
        contest = Contest.objects.select_related("by", "declaration__company").get()
        decide_contest(reviewer, contest, uphold=True, note="Osoba nie pracuje w firmie.")

    assert cases.fresh(case).outcome_reason == Ending.CONTEST_UPHELD


def test_who_lost_the_role_meanwhile_stops_the_clock_and_ends_nothing(cast):
    case = stepping.stepped_in(cast)
    voice = cases.voice(case, "administrator")
    stepping.second_keeper(cast)
    Membership.objects.filter(company=cast.alfa, user=cast.anna).update(role="user")

    object_to(voice)

    case = cases.fresh(case)
    assert (case.state, case.is_frozen) == (State.NOTICE, True)
