"""What an objector adds, who else may stop the clock, and what happens when nobody decides."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from klucznik.core import clock, vault
from klucznik.declarations.actions.contests import decide_contest, object_to
from klucznik.declarations.models import Contest, CoSignatory, RegisterSnapshot
from klucznik.declarations.tasks import watch_cases
from klucznik.declarations.voices import CO_SIGNATORY
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.jobs import worker
from klucznik.mail.models import SentEmail
from tests.declarations import cases, papers


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


def again(contest):
    return Contest.objects.select_related("by", "declaration__company").get(pk=contest.pk)


def more(case, standing="former_administrator"):
    secret = cases.secret_of(cases.voice(case, standing))
    return reverse("declarations:objection_more", args=[secret])


def test_the_objector_adds_words_and_files_which_only_reviewers_see(case, client, cast, sign_in):
    client.post(link(case), {"statement": "To nie prezes."})
    page = client.get(link(case)).content.decode()
    assert more(case) in page

    scan = SimpleUploadedFile("odpis.pdf", papers.pdf())
    client.post(more(case), {"statement": "Odpis z KRS.", "file": [scan]})

    contest = Contest.objects.get()
    assert contest.statement == "To nie prezes.\n\nOdpis z KRS."
    assert contest.files.get().uploaded_by is None
    assert not case.files.filter(contest=None).filter(pk=contest.files.get().pk).exists()
    assert "odpis.pdf" in client.get(link(case)).content.decode()
    theirs = reverse("declarations:case", args=[case.public_id])
    assert "odpis.pdf" not in sign_in(cast.dorota).get(theirs).content.decode()
    assert Event.objects.filter(kind=Kind.DECLARATION_CONTEST_ADDED).count() == 1


def test_what_is_added_goes_through_the_same_inspection(case, client):
    client.post(link(case))
    program = SimpleUploadedFile("odpis.pdf", b"MZ\x90\x00 program")
    answer = client.post(more(case), {"file": [program]})

    assert answer.status_code == 422
    assert not Contest.objects.get().files.exists()


def test_nothing_is_added_after_the_decision_and_nothing_empty(cast, case, client):
    contest = object_to(cases.voice(case, "former_administrator"))
    assert client.post(more(case), {"statement": " "}).status_code == 422
    lift(cast, contest)

    answer = client.post(more(case), {"statement": "Jeszcze to."})
    assert answer.status_code == 422
    assert Contest.objects.get().statement == ""


def test_the_register_is_told_from_the_waiting_period_on_and_stops_the_clock(cast):
    cases.lose_the_keys(cast)
    case = cases.submitted(cast.dorota, cast.alfa)
    RegisterSnapshot.objects.create(
        declaration=case, register="krs", answer="yes", facts={"email": "krs@alfa.example"}
    )
    assert not case.notified.filter(standing="register").exists()
    cases.decided(cast.filip, case)
    cases.decided(cast.grazyna, case)

    contest = object_to(cases.voice(case, "register"))

    assert contest.freezes
    assert cases.fresh(case).is_frozen


def test_a_contact_address_that_the_register_names_too_weighs_as_the_register(cast):
    cases.lose_the_keys(cast)
    case = cases.submitted(cast.dorota, cast.alfa)
    RegisterSnapshot.objects.create(
        declaration=case, register="krs", answer="yes", facts={"email": cast.alfa.email}
    )
    cases.decided(cast.filip, case)
    cases.decided(cast.grazyna, case)

    assert cases.voice(case, "register").may_freeze
    assert not case.notified.filter(standing="contact").exists()


def co_signatory(case, email, **how):
    return CoSignatory.objects.create(
        declaration=case,
        name=email,
        sealed_email=vault.seal_text(email, context=CO_SIGNATORY),
        secret_hash=email,
        **how,
    )


def test_who_refused_to_sign_is_told_and_may_stop_the_clock(cast):
    cases.lose_the_keys(cast)
    case = cases.submitted(cast.dorota, cast.alfa)
    co_signatory(case, "druga@alfa.example", refused_at=clock.now())
    co_signatory(case, "trzecia@alfa.example")
    cases.decided(cast.filip, case)
    cases.decided(cast.grazyna, case)

    assert case.notified.filter(standing="representative").count() == 1
    assert object_to(cases.voice(case, "representative")).freezes


def test_naming_an_address_never_changes_how_it_stands(cast):
    """The claimant names a contact address as a signatory who refused: it stays what the portal knows it as."""
    cases.lose_the_keys(cast)
    case = cases.submitted(cast.dorota, cast.alfa)
    co_signatory(case, cast.alfa.email, refused_at=clock.now())
    co_signatory(case, "anna@example.com", refused_at=clock.now())
    cases.decided(cast.filip, case)
    cases.decided(cast.grazyna, case)

    standings = set(case.notified.values_list("standing", flat=True))
    assert standings == {"claimant", "former_administrator", "contact"}


def test_after_14_days_without_a_decision_the_reviewers_are_reminded_once(cast, case, travel):
    object_to(cases.voice(case, "former_administrator"))
    worker.drain()
    travel(days=14.1)
    watch_cases()
    worker.drain()
    travel(hours=2)
    watch_cases()
    worker.drain()

    assert Event.objects.filter(kind=Kind.DECLARATION_CONTEST_DUE).count() == 1
    letters = SentEmail.objects.filter(message="backoffice/emails/objection_due")
    assert {letter.address for letter in letters} >= {"filip@example.com", "grazyna@example.com"}
    assert not {letter.address for letter in letters} & {"ewa@example.com", "anna@example.com"}
