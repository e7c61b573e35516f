"""Objections: who holds or held the keys stops the clock, others make staff look; two reviewers decide."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation

from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.core.templatetags.ui import date_long
from klucznik.declarations.actions.contests import decide_contest, object_to
from klucznik.declarations.errors import AlreadyContested, AlreadyVoted, MayNotReview, NotNow
from klucznik.declarations.models import Contest, State
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from tests import factories
from tests.declarations import cases


@pytest.fixture
def case(cast):
    cases.lose_the_keys(cast)
    return cases.in_notice(cast)


@pytest.fixture
def client():
    """Somebody who is not signed in and reads English."""
    return Client(headers={"accept-language": "en"})


def link(case, standing="former_administrator"):
    return reverse("declarations:objection", args=[cases.secret_of(cases.voice(case, standing))])


def lift(cast, contest):
    contest = cases.taken_back(contest)
    decide_contest(cast.filip, contest, uphold=False, note="Bez podstaw.")
    return decide_contest(cast.grazyna, again(contest), uphold=False, note="Bez podstaw.")


def uphold(cast, contest):
    decide_contest(cast.filip, contest, uphold=True, note="Zgłaszający jest prezesem.")
    return decide_contest(cast.grazyna, again(contest), uphold=True, note="Potwierdzam.")


def again(contest):
    return Contest.objects.select_related("by", "declaration__company").get(pk=contest.pk)


def test_a_former_administrator_objects_with_one_click_and_without_signing_in(case, client):
    assert "Dorota Dąb" in client.get(link(case)).content.decode()
    client.post(link(case), {"statement": "Nie znam tej osoby."})

    case = cases.fresh(case)
    assert case.is_frozen
    assert Contest.objects.get().statement == "Nie znam tej osoby."
    assert Event.objects.filter(kind=Kind.DECLARATION_CONTESTED).count() == 1


def test_opening_the_link_as_mail_scanners_do_changes_nothing(case, client):
    for _ in range(5):
        client.get(link(case))
        client.head(link(case))

    assert not Contest.objects.exists()


def test_a_made_up_link_leads_nowhere(client, case):
    assert client.get(reverse("declarations:objection", args=["x" * 43])).status_code == 404


def test_a_contact_address_does_not_learn_the_name_and_does_not_stop_the_clock(case, client):
    text = client.get(link(case, "contact")).content.decode()
    client.post(link(case, "contact"))

    assert "Dorota" not in text
    assert not cases.fresh(case).is_frozen
    assert Contest.objects.get().look_until - clock.now() < timedelta(days=5)


def test_the_claimant_cannot_object(case):
    with pytest.raises(NotNow):
        object_to(cases.voice(case, "claimant"))


def test_one_open_objection_per_person(case, client):
    object_to(cases.voice(case, "former_administrator"))

    with pytest.raises(AlreadyContested):
        object_to(cases.voice(case, "former_administrator"))
    assert "We have your objection" in client.get(link(case)).content.decode()


def test_a_frozen_clock_moves_nothing(case, travel):
    object_to(cases.voice(case, "former_administrator"))
    travel(days=100)
    cases.let_the_clock_work()

    assert cases.fresh(case).state == State.NOTICE


def test_an_open_word_of_a_contact_address_holds_the_end_of_the_waiting_period(case, travel):
    object_to(cases.voice(case, "contact"))
    travel(days=30)
    cases.let_the_clock_work()

    assert cases.fresh(case).state == State.NOTICE


def test_a_lifted_freeze_leaves_what_was_left(cast, case, travel):
    travel(days=4)
    contest = object_to(cases.voice(case, "former_administrator"))
    left = case.notice_ends_at - clock.now()
    travel(days=10)
    lift(cast, contest)

    case = cases.fresh(case)
    assert not case.is_frozen
    assert abs(case.notice_ends_at - clock.now() - left) < timedelta(minutes=1)


def test_a_lifted_freeze_never_leaves_less_than_a_day(cast, case, travel):
    travel(days=13.9)
    contest = object_to(cases.voice(case, "former_administrator"))
    lift(cast, contest)

    assert cases.fresh(case).notice_ends_at - clock.now() > timedelta(hours=23, minutes=59)


def test_a_person_freezes_a_case_once(cast, case):
    lift(cast, object_to(cases.voice(case, "former_administrator")))

    second = object_to(cases.voice(case, "former_administrator"))

    assert not second.freezes
    assert not cases.fresh(case).is_frozen


def test_lifting_takes_two_different_reviewers(cast, case):
    contest = cases.taken_back(object_to(cases.voice(case, "former_administrator")))
    decide_contest(cast.filip, contest, uphold=False, note="Bez podstaw.")

    with pytest.raises(AlreadyVoted):
        decide_contest(cast.filip, again(contest), uphold=False, note="Bez podstaw.")
    assert cases.fresh(case).is_frozen


def test_when_two_disagree_a_third_decides(cast, case):
    contest = cases.taken_back(object_to(cases.voice(case, "former_administrator")))
    decide_contest(cast.filip, contest, uphold=False, note="Bez podstaw.")
    decide_contest(cast.grazyna, again(contest), uphold=True, note="Z podstawą.")
    assert cases.fresh(case).is_frozen

    decide_contest(cast.henryk, again(contest), uphold=True, note="Z podstawą.")

    assert cases.fresh(case).state == State.REJECTED


def test_the_objector_and_people_of_the_company_decide_nothing(cast, case):
    contest = object_to(cases.voice(case, "former_administrator"))

    for person in (cast.anna, cast.bartek, cast.dorota):
        with pytest.raises(MayNotReview):
            decide_contest(person, again(contest), uphold=False, note="Bez podstaw.")


def test_an_upheld_objection_rejects_the_case(cast, case):
    uphold(cast, object_to(cases.voice(case, "former_administrator")))

    case = cases.fresh(case)
    assert case.state == State.REJECTED
    assert case.outcome_reason == "contest_upheld"
    assert cases.place_of(cast.dorota, cast.alfa).role == Role.ASSOCIATED


def test_an_upheld_objection_on_probation_undoes_the_grant(cast, travel):
    cases.lose_the_keys(cast)
    case = cases.granted(cast, travel)
    uphold(cast, object_to(cases.voice(case, "former_administrator")))

    assert cases.fresh(case).state == State.REVERTED
    assert cases.place_of(cast.dorota, cast.alfa).role == Role.ASSOCIATED


@pytest.mark.parametrize("standing", ["former_administrator", "contact"])
def test_the_probation_does_not_run_out_while_an_objection_is_open(cast, travel, standing):
    cases.lose_the_keys(cast)
    case = cases.granted(cast, travel)
    object_to(cases.voice(case, standing))
    travel(days=60)
    cases.let_the_clock_work()

    assert cases.fresh(case).state == State.GRANTED
    assert cases.place_of(cast.dorota, cast.alfa).is_on_probation


def test_after_a_lifted_objection_the_probation_ends(cast, travel):
    cases.lose_the_keys(cast)
    case = cases.granted(cast, travel)
    contest = object_to(cases.voice(case, "former_administrator"))
    lift(cast, contest)
    travel(days=16)
    cases.let_the_clock_work()

    assert cases.fresh(case).state == State.CLOSED
    assert not cases.place_of(cast.dorota, cast.alfa).is_on_probation


def test_after_the_end_there_is_nothing_to_object_to(case, cast, client):
    uphold(cast, object_to(cases.voice(case, "former_administrator")))

    answer = client.get(link(case, "contact"))

    assert "This case is over" in answer.content.decode()


def test_a_new_administrator_is_told_and_may_object(cast, case, travel):
    factories.membership(cast.alfa, cast.celina, Role.GLOBAL_ADMINISTRATOR)
    travel(days=8)
    cases.let_the_clock_work()

    assert cases.voice(case, "administrator").user == cast.celina
    assert [letter for letter in mail.outbox if "celina@example.com" in letter.to]


def test_too_many_objections_from_one_place_are_refused(case, client):
    address = link(case, "contact")
    for _ in range(60):
        client.post(address)

    answer = client.post(link(case))

    assert "Too many attempts" in answer.content.decode()


def test_the_claimant_reads_until_when_evidence_may_come_and_the_objector_where_to_add_it(
    case, deliver
):
    voice = cases.voice(case, "former_administrator")
    deliver()
    mail.outbox.clear()

    contest = object_to(voice, statement="Nie znam tej osoby.")
    deliver()

    with translation.override("en"):
        day = date_long(contest.look_until)
    to_claimant = next(one for one in mail.outbox if one.to == [case.login])
    to_objector = next(one for one in mail.outbox if one.to == ["anna@example.com"])
    assert f"until {day}" in to_claimant.body.replace("\n", " ")
    assert f"until {day}" in to_objector.body.replace("\n", " ")
    assert link(case) in to_objector.body
    assert "If it was you who objected" in to_objector.body
