"""A person types the code that a program shows, sees who asks, and lets it act for them, or does not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.limits.rules import LIMITS
from klucznik.programs import user_codes
from klucznik.programs.models import ProgramGrant, ProgramToken
from tests.accounts.people import letters
from tests.factories import PASSWORD
from tests.programs.asking import PLACE, Program, asked, patient, type_code

pytestmark = pytest.mark.django_db


def test_the_whole_way_from_the_program_to_the_person_and_back(cast, sign_in):
    program, browser = Program(), sign_in(cast.anna)
    begun = program.begin().json()
    assert program.poll(begun["device_code"]).json()["title"] == "authorization_pending"

    shown = type_code(browser, begun["user_code"]).content.decode()
    for word in ("Subiekt nexo", "61.2", "Kasa 1", PLACE, "Subiekt/61.2", "anna@example.com"):
        assert word in shown
    assert "register licenses, activate and free devices" in shown
    assert "Did somebody read the code out to you" in shown
    told = browser.post(reverse("program:allow"), follow=True).content.decode()
    assert "Go back to Subiekt nexo on “Kasa 1”" in told

    patient(ProgramGrant.objects.get().public_id)
    given = program.poll(begun["device_code"]).json()
    assert given["token"].startswith("klt_")
    assert given["person"]["email"] == "anna@example.com"
    assert ProgramToken.objects.get().person == cast.anna


def test_no_code_and_no_token_is_stored(cast, sign_in):
    program = Program()
    begun = program.begin().json()
    type_code(browser := sign_in(cast.anna), begun["user_code"])
    browser.post(reverse("program:allow"))
    given = program.poll(begun["device_code"]).json()

    stored = str(list(ProgramGrant.objects.values())) + str(list(ProgramToken.objects.values()))
    secrets = begun["device_code"], begun["user_code"], given["token"]
    assert not [one for one in secrets if one in stored or one.replace("-", "") in stored]


def test_a_code_is_typed_as_people_type(cast, sign_in):
    for write in (
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: f" {code[:4]} - {code[5:]} ",
    ):
        question = asked()

        shown = type_code(sign_in(cast.anna), write(question.user_code))

        assert shown.redirect_chain[-1][0] == reverse("program:question")
        assert "May “Subiekt nexo” act for you?" in shown.content.decode()


def test_codes_are_made_of_letters_that_are_not_mistaken_and_make_no_word():
    code = user_codes.new_code()

    assert len(code) == 8
    assert not set(user_codes.ALPHABET) & set("AEIOUY0123456789")
    assert set(code) <= set(user_codes.ALPHABET)
    assert user_codes.read(user_codes.grouped(code)) == code


def test_the_address_with_the_code_in_it_only_fills_it_in(cast, sign_in):
    question = asked()
    browser = sign_in(cast.anna)

    page = browser.get(reverse("program:enter"), {"code": question.user_code})

    assert f'value="{question.user_code}"' in page.content.decode()
    assert browser.get(reverse("program:question")).status_code == 302
    assert not ProgramGrant.objects.exclude(allowed_at=None, refused_at=None).exists()


def test_somebody_not_signed_in_signs_in_first_and_comes_back(cast):
    url, browser = f"{reverse('program:enter')}?code={asked().user_code}", Client()

    sent = browser.get(url)
    back = browser.post(sent["Location"], {"login": "anna@example.com", "password": PASSWORD})

    assert sent["Location"].startswith(reverse("account_login"))
    assert back["Location"] == url


def test_a_refusal_is_told_to_the_program(cast, sign_in, deliver):
    question, browser = asked(), sign_in(cast.anna)
    type_code(browser, question.user_code)

    told = browser.post(reverse("program:refuse"), follow=True).content.decode()

    assert "The program was refused" in told
    answer = Program().poll(question.device_code)
    assert (answer.status_code, answer.json()["title"]) == (400, "access_denied")
    event = Event.objects.get(kind=Kind.PROGRAM_REFUSED)
    assert event.details.values == {"program": "Subiekt nexo", "device": "Kasa 1"}
    assert not ProgramToken.objects.exists()


def test_another_network_is_warned_of_and_the_own_one_is_not(cast, sign_in):
    with_address = Program(REMOTE_ADDR="127.0.0.1").begin().json()["user_code"]
    far = Program().begin().json()["user_code"]
    browser = sign_in(cast.anna)

    here, there = (type_code(browser, code).content.decode() for code in (with_address, far))

    assert "Asked from another network than yours" not in here
    assert "Asked from another network than yours" in there
    assert here.count("button--primary") == 1
    assert "button--primary" not in there


def test_old_and_new_addresses_of_one_place_cannot_be_compared(cast, sign_in):
    """Many a computer asks by IPv6 in the browser and by IPv4 in a program; a false alarm would teach to ignore it."""
    code = Program(REMOTE_ADDR="2001:db8::7").begin().json()["user_code"]

    shown = type_code(sign_in(cast.anna), code).content.decode()

    assert "Asked from another network than yours" not in shown
    assert "Never allow this because somebody asked you to" in shown


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Type the code that the program shows."),
        ("BCDF-GHJ", "A code has eight letters"),
        ("AEIO-UYBC", "A code has eight letters"),
        ("BCDF-GHJK", "This code does not work, or no longer."),
        ("\u202e\u200b", "Type the code that the program shows."),
        ("x" * 100, "at most 40 characters"),
    ],
)
def test_a_wrong_code_is_refused_at_its_field(cast, sign_in, typed, sentence):
    page = type_code(sign_in(cast.anna), typed)

    assert page.status_code == 422
    assert sentence in page.content.decode()


def test_answered_and_late_codes_read_like_unknown_ones(cast, sign_in):
    late, answered = asked(), asked()
    ProgramGrant.objects.filter(pk=late.grant.pk).update(expires_at=timezone.now())
    browser = sign_in(cast.anna)
    type_code(browser, answered.user_code)
    browser.post(reverse("program:allow"))

    for code in (late.user_code, answered.user_code):
        page = type_code(sign_in(cast.dorota), code)
        assert "This code does not work, or no longer." in page.content.decode()


def test_a_question_that_ran_out_meanwhile_is_over(cast, sign_in):
    question, browser = asked(), sign_in(cast.anna)
    type_code(browser, question.user_code)
    ProgramGrant.objects.update(expires_at=timezone.now())

    late = browser.post(reverse("program:allow"), follow=True)

    assert late.status_code == 410
    assert "The code is too old" in late.content.decode()
    assert ProgramGrant.objects.get().allowed_at is None


def test_the_first_of_two_people_with_one_code_answers(cast, sign_in):
    question, anna, dorota = asked(), sign_in(cast.anna), sign_in(cast.dorota)
    type_code(anna, question.user_code)
    type_code(dorota, question.user_code)

    anna.post(reverse("program:allow"))
    told = dorota.post(reverse("program:allow"), follow=True).content.decode()

    assert "This question is over." in told
    assert ProgramGrant.objects.get().allowed_by == cast.anna


def test_a_second_answer_changes_nothing(cast, sign_in):
    question, browser = asked(), sign_in(cast.anna)
    type_code(browser, question.user_code)

    browser.post(reverse("program:refuse"))
    browser.post(reverse("program:allow"))

    assert ProgramGrant.objects.get().allowed_at is None
    assert Event.objects.filter(kind__startswith="program.").count() == 1


def test_without_a_code_there_is_no_question(cast, sign_in):
    asked()
    browser = sign_in(cast.anna)

    for name in ("program:question", "program:allow", "program:refuse"):
        answer = (
            browser.post(reverse(name)) if "question" not in name else browser.get(reverse(name))
        )
        assert answer["Location"] == reverse("program:enter")
    assert not Event.objects.filter(kind__startswith="program.").exists()


def test_guessing_codes_is_counted_for_the_account_whatever_succeeds(cast, sign_in):
    browser = sign_in(cast.anna)
    for _try in range(LIMITS["program.code.account"].most - 1):
        type_code(browser, "BCDF-GHJK")
    assert type_code(browser, asked().user_code).status_code == 200

    page = type_code(browser, asked().user_code)

    assert page.status_code == 422
    assert "Too many attempts." in page.content.decode()


def test_one_event_and_one_message_to_every_proven_address(cast, sign_in):
    question, browser = asked(), sign_in(cast.anna)
    type_code(browser, question.user_code)

    browser.post(reverse("program:allow"))

    (letter,) = [one for one in letters("anna@example.com") if "program" in one.subject]
    for word in (
        "Subiekt nexo",
        "Kasa 1",
        reverse("programs:programs"),
        reverse("account_reset_password"),
    ):
        assert word in letter.body
    assert question.user_code not in letter.body
    event = Event.objects.get(kind=Kind.PROGRAM_ALLOWED)
    assert (event.actor, event.person) == (cast.anna, cast.anna)
    assert "Anna Alfowska let the program Subiekt nexo on “Kasa 1” act for them" in event.sentence
    history = browser.get(reverse("account_history")).content.decode()
    assert "let the program Subiekt nexo" in history


@pytest.mark.parametrize(
    "broken",
    [
        {"allowed_at": timezone.now()},
        {"refused_at": timezone.now()},
        {"spent_at": timezone.now()},
    ],
)
def test_the_database_keeps_half_answers_out(db, broken):
    grant = asked().grant

    with pytest.raises(IntegrityError), transaction.atomic():
        ProgramGrant.objects.filter(pk=grant.pk).update(**broken)


def test_the_database_keeps_codes_of_open_questions_apart(cast):
    first, second = asked().grant, asked().grant

    with pytest.raises(IntegrityError), transaction.atomic():
        ProgramGrant.objects.filter(pk=second.pk).update(code_hash=first.code_hash)
    ProgramGrant.objects.filter(pk=first.pk).update(
        refused_at=timezone.now() - timedelta(minutes=1), refused_by=cast.anna
    )
    assert ProgramGrant.objects.filter(pk=second.pk).update(code_hash=first.code_hash)
