"""The office's word about somebody who asks for the keys of its client: asked, weighed, never more than that."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from klucznik.companies.models import Company, Role
from klucznik.core import clock
from klucznik.declarations.models import Contest, Declaration, Notified
from klucznik.declarations.scoring import Proof
from klucznik.declarations.weighing import weight_of
from klucznik.events.models import Event
from klucznik.mail.models import SentEmail
from klucznik.members.errors import RightMissing
from klucznik.offices.actions.ending import end_share
from klucznik.offices.actions.words import say_word
from klucznik.offices.errors.staffing import NoWordAsked
from klucznik.offices.models import Share, Side, Word
from klucznik.offices.words_of_offices import cases_of, confirms, is_asked
from tests import factories
from tests.declarations import cases
from tests.offices import factory

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=120)


def serve(office: Company, company: Company, *, since: timedelta = LONG_AGO) -> Share:
    """The office has shared an application with a company that stood before."""
    client = factory.client(office, company.name, tax_number=company.tax_number)
    return factory.share(
        client,
        company=company,
        accepted_at=clock.now() - since,
        accepted_by=factories.person(),
    )


@pytest.fixture
def saldo(cast):
    """An office that has served Alfa for long; Alfa has nobody with the keys, Dorota claims them."""
    office, head = factory.office()
    office.head, office.share = head, serve(office, cast.alfa)
    cases.lose_the_keys(cast)
    return office


def test_the_office_is_told_when_somebody_claims_the_keys_of_its_client(saldo, cast, deliver):
    administrator = factory.employee(saldo, Role.ADMINISTRATOR)
    employee = factory.employee(saldo)

    case = cases.submitted(cast.dorota, cast.alfa)
    deliver()

    told = case.notified.filter(standing=Notified.Standing.OFFICE)
    assert set(told.values_list("user", flat=True)) == {saldo.head.pk, administrator.pk}
    asked = SentEmail.objects.filter(message="offices/emails/word_asked")
    assert {row.recipient for row in asked} == {saldo.head, administrator}
    assert asked.first().context["email"] != cast.dorota.email
    twice = SentEmail.objects.filter(recipient=saldo.head, message__contains="rights_claimed")
    assert not twice.exists()
    assert not SentEmail.objects.filter(recipient=employee).exists()


def test_whoever_is_told_for_an_office_and_cannot_be_asked_hears_of_it_like_all_others(
    saldo, cast, deliver
):
    case = cases.submitted(cast.dorota, cast.alfa)
    end_share(saldo.head, Share.objects.get(pk=saldo.share.pk), side=Side.OFFICE)
    deliver()

    told = SentEmail.objects.filter(address=saldo.head.email)
    assert told.filter(message="declarations/emails/rights_claimed").exists()
    assert not told.filter(message="offices/emails/word_asked").exists()
    assert case.notified.filter(user=saldo.head).exists()


def test_a_yes_is_one_piece_of_evidence_and_nothing_more(saldo, cast, settings):
    case = cases.submitted(cast.dorota, cast.alfa)
    before = weight_of(case).total

    word = say_word(saldo.head, saldo, case, confirms=True)

    case = cases.fresh(case)
    assert (word.office, word.said_by, word.confirms) == (saldo, saldo.head, True)
    assert confirms(case)
    assert weight_of(case).total == before + settings.EVIDENCE_POINTS[Proof.OFFICE]
    assert Proof.OFFICE in weight_of(case).proofs
    assert cases.place_of(cast.dorota, cast.alfa).role == Role.ASSOCIATED


def test_both_histories_say_that_the_office_spoke_and_not_what_it_said(saldo, cast):
    case = cases.submitted(cast.dorota, cast.alfa)

    say_word(saldo.head, saldo, case, confirms=True)

    events = Event.objects.filter(kind="office.word_said").order_by("id")
    assert [(one.company, one.actor) for one in events] == [(saldo, saldo.head), (cast.alfa, None)]
    assert all("confirms" not in one.facts for one in events)


def test_a_yes_shortens_a_wait_that_runs(saldo, cast, settings):
    settings.EVIDENCE_POINTS = settings.EVIDENCE_POINTS | {Proof.OFFICE.value: 60}
    case = cases.in_notice(cast)
    before = case.due_at

    say_word(saldo.head, saldo, cases.fresh(case), confirms=True)

    assert cases.fresh(case).due_at < before


def test_a_no_is_an_objection_that_staff_look_at_and_that_stops_no_clock(saldo, cast):
    case = cases.submitted(cast.dorota, cast.alfa)

    say_word(saldo.head, saldo, case, confirms=False)

    contest = Contest.objects.get(declaration=case)
    assert (contest.by.user, contest.freezes, contest.is_open) == (saldo.head, False, True)
    assert not confirms(cases.fresh(case))
    assert not cases.fresh(case).is_frozen


def test_a_no_of_one_office_outweighs_the_yes_of_another(saldo, cast):
    other, head = factory.office("Biuro Bilans")
    serve(other, cast.alfa)
    case = cases.submitted(cast.dorota, cast.alfa)

    say_word(saldo.head, saldo, case, confirms=True)
    say_word(head, other, cases.fresh(case), confirms=False)

    assert not confirms(cases.fresh(case))


def test_a_word_is_said_once(saldo, cast):
    case = cases.submitted(cast.dorota, cast.alfa)
    say_word(saldo.head, saldo, case, confirms=True)

    with pytest.raises(NoWordAsked):
        say_word(saldo.head, saldo, cases.fresh(case), confirms=False)

    assert Word.objects.get().confirms


def test_only_those_who_manage_clients_speak_for_the_office(saldo, cast):
    case = cases.submitted(cast.dorota, cast.alfa)

    for person in (factory.employee(saldo), cast.anna, cast.dorota):
        with pytest.raises(RightMissing):
            say_word(person, saldo, case, confirms=True)


def test_a_relation_younger_than_ninety_days_gives_no_word(cast):
    office, head = factory.office()
    serve(office, cast.alfa, since=timedelta(days=89))
    cases.lose_the_keys(cast)
    case = cases.submitted(cast.dorota, cast.alfa)

    assert not case.notified.filter(standing=Notified.Standing.OFFICE).exists()
    with pytest.raises(NoWordAsked):
        say_word(head, office, case, confirms=True)


def test_an_office_does_not_vouch_for_its_own_people(saldo, cast):
    factories.membership(saldo, cast.dorota, Role.USER)
    case = cases.submitted(cast.dorota, cast.alfa)

    assert not is_asked(case, saldo)
    with pytest.raises(NoWordAsked):
        say_word(saldo.head, saldo, case, confirms=True)


def test_an_office_does_not_vouch_for_somebody_who_left_it_for_the_purpose(saldo, cast):
    factories.membership(
        saldo,
        cast.dorota,
        joined_at=clock.now() - timedelta(days=9),
        ended_at=clock.now() - timedelta(days=1),
    )

    assert not is_asked(cases.submitted(cast.dorota, cast.alfa), saldo)


def test_an_office_whose_sharing_ended_is_not_heard_any_more(saldo, cast):
    case = cases.submitted(cast.dorota, cast.alfa)
    say_word(saldo.head, saldo, case, confirms=True)
    assert confirms(cases.fresh(case))

    end_share(saldo.head, Share.objects.get(pk=saldo.share.pk), side=Side.OFFICE)

    assert not confirms(cases.fresh(case))


def test_before_the_letter_is_sent_and_after_the_end_nobody_is_asked(saldo, cast):
    case = cases.draft(cast.dorota, cast.alfa)
    assert not is_asked(case, saldo)

    Declaration.objects.filter(pk=case.pk).update(state="withdrawn", ended_at=clock.now())
    assert not is_asked(cases.fresh(case), saldo)


def test_the_office_reads_who_asks_and_nothing_of_what_they_sent(saldo, cast, sign_in):
    case = cases.submitted(cast.dorota, cast.alfa)
    browser = sign_in(saldo.head)

    listed = browser.get(reverse("offices:words", args=[saldo.public_id])).content.decode()
    url = reverse("offices:word", args=[saldo.public_id, case.public_id])
    shown = browser.get(url).content.decode()

    assert cast.alfa.name in listed
    assert url in listed
    assert "Dorota Dąb" in shown
    assert cast.dorota.email not in shown
    assert "skan.pdf" not in shown
    assert case.content["reason"] not in shown


def test_the_answer_is_given_on_the_page_and_stands_there(saldo, cast, sign_in):
    case = cases.submitted(cast.dorota, cast.alfa)
    url = reverse("offices:word", args=[saldo.public_id, case.public_id])
    browser = sign_in(saldo.head)

    assert browser.post(url, {}).status_code == 422
    answer = browser.post(url, {"confirms": "yes"})

    assert answer.url == reverse("offices:words", args=[saldo.public_id])
    assert "Your office knows this person" in browser.get(url).content.decode()
    assert Word.objects.get().confirms


def test_other_offices_and_other_cases_are_not_found(saldo, cast, sign_in):
    case = cases.submitted(cast.dorota, cast.alfa)
    other, other_head = factory.office("Biuro Bilans")
    elsewhere = reverse("offices:word", args=[other.public_id, case.public_id])
    here = reverse("offices:word", args=[saldo.public_id, case.public_id])

    assert sign_in(other_head).get(elsewhere).status_code == 404
    assert sign_in(other_head).get(here).status_code == 404
    assert sign_in(factory.employee(saldo)).get(here).status_code == 403
    assert cases_of(other) == []


def test_the_office_sees_on_its_first_page_that_somebody_asks(saldo, cast, sign_in):
    page = reverse("licensing:products", args=[saldo.public_id])
    assert "asks for the keys" not in sign_in(saldo.head).get(page).content.decode()

    case = cases.submitted(cast.dorota, cast.alfa)
    assert "asks for the keys of your client" in sign_in(saldo.head).get(page).content.decode()

    say_word(saldo.head, saldo, case, confirms=True)
    assert "asks for the keys" not in sign_in(saldo.head).get(page).content.decode()
