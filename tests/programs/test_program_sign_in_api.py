"""How a program asks: its two codes, polling in its own time, one token, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.limits.rules import LIMITS
from klucznik.programs.actions import allow_program
from klucznik.programs.models import ProgramGrant, ProgramToken
from tests.programs.asking import BEGIN, TOKEN, Program, asked, patient

pytestmark = pytest.mark.django_db


def refusal(answer):
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    return answer.status_code, answer.json()["title"]


def test_beginning_gives_both_codes_and_where_to_type(settings):
    answer = Program().begin()
    begun = answer.json()

    assert answer.status_code == 201
    assert len(begun["device_code"]) >= 43
    assert begun["verification_url"] == f"{settings.PUBLIC_URL}/program/"
    assert begun["verification_url_complete"].endswith(f"/program/?code={begun['user_code']}")
    assert (begun["expires_in"], begun["interval"]) == (600, 5)
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_where_it_came_from_is_kept_for_the_person():
    Program().begin()

    grant = ProgramGrant.objects.get()
    assert (grant.address, grant.agent) == ("203.0.113.9", "Subiekt/61.2")


@pytest.mark.parametrize(
    "change",
    [
        {"program": ""},
        {"program": "   "},
        {"program": "\u200b\u202e"},
        {"program": "..."},
        {"program": "x" * 81},
        {"program": "\ufb2c" * 80},
        {"program": "a\x00b"},
        {"program": "\ud800"},
        {"program": ["Subiekt"]},
        {"program": None},
        {"program": 7},
        {"device_name": "x" * 5000},
        {"device_name": {"a": 1}},
        {"version": "1" * 41},
        {"version": 61.2},
        {"scope": "everything"},
        {"person": "anna@example.com"},
    ],
)
def test_hostile_introductions_are_refused(change):
    assert refusal(Program().begin(**change)) == (422, "malformed")
    assert not ProgramGrant.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 5000])
@pytest.mark.parametrize("url", [BEGIN, TOKEN])
def test_what_is_no_object_is_refused(url, body):
    answer = Program().post(url, body, content_type="application/json")

    assert answer.status_code in (400, 422)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("  Subiekt \t nexo\n", "Subiekt nexo"),
        ("Sub\u200bie\u202ekt", "Subiekt"),
        ("https://evil.example/konto", "https evil example konto"),
        ("serwer.firma.pl", "serwer firma pl"),
        ("ev\u200bil.com", "evil com"),
        ("PC.123", "PC.123"),
    ],
)
def test_a_name_is_read_as_plain_words(said, read):
    Program().begin(program=said, device_name=said)

    grant = ProgramGrant.objects.get()
    assert (grant.program, grant.device_name) == (read, read)


def test_polling_too_fast_is_told_and_makes_the_interval_longer(cast):
    question, program = asked(), Program()
    with time_machine.travel(timezone.now(), tick=False) as now:
        assert refusal(program.poll(question.device_code)) == (400, "authorization_pending")
        now.shift(timedelta(seconds=2))
        assert refusal(program.poll(question.device_code)) == (400, "slow_down")
        now.shift(timedelta(seconds=5))
        assert refusal(program.poll(question.device_code)) == (400, "slow_down")
        now.shift(timedelta(seconds=15))
        assert refusal(program.poll(question.device_code)) == (400, "authorization_pending")

    assert ProgramGrant.objects.get().interval == 15


def test_a_program_that_keeps_its_interval_is_never_told_to_slow_down():
    question, program = asked(), Program()
    with time_machine.travel(timezone.now(), tick=False) as now:
        for _time in range(5):
            assert refusal(program.poll(question.device_code)) == (400, "authorization_pending")
            now.shift(timedelta(seconds=4.6))


def test_the_token_comes_once(cast):
    question, program = asked(), Program()
    allow_program(cast.anna, question.grant)

    first = program.poll(question.device_code)
    second = program.poll(question.device_code)

    assert first.status_code == 200
    assert first.json()["expires_in"] == 180 * 24 * 3600
    assert first.json()["person"]["name"] == "Anna Alfowska"
    assert refusal(second) == (400, "expired_token")
    assert ProgramToken.objects.count() == 1


@pytest.mark.parametrize("code", ["made-up", "", "x" * 200])
def test_an_unknown_device_code_is_over(code):
    assert refusal(Program().poll(code)) == (400, "expired_token")


@pytest.mark.parametrize("code", ["x" * 201, "a\x00b", "\ud800", 7, None, ["x"], {"a": "b"}])
def test_a_hostile_device_code_is_refused(code):
    assert refusal(Program().poll(code)) == (422, "malformed")


def test_after_ten_minutes_it_is_over_also_when_it_was_allowed(cast):
    waiting, allowed = asked(), asked()
    allow_program(cast.anna, allowed.grant)
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        for question in (waiting, allowed):
            assert refusal(Program().poll(question.device_code)) == (400, "expired_token")

    assert not ProgramToken.objects.exists()


@pytest.mark.parametrize("state", [{"is_active": False}, {"deleted_at": timezone.now()}])
def test_nobody_who_is_gone_is_acted_for(cast, state):
    question = asked()
    allow_program(cast.anna, question.grant)
    User.objects.filter(pk=cast.anna.pk).update(**state)

    assert refusal(Program().poll(question.device_code)) == (400, "expired_token")
    patient(question.grant.public_id)
    assert not ProgramToken.objects.exists()


def test_beginnings_of_one_place_are_limited():
    program = Program()
    for _time in range(LIMITS["program.begin.address"].most):
        assert program.begin().status_code == 201

    assert refusal(program.begin()) == (429, "too_many_tries")
    assert Program(REMOTE_ADDR="198.51.100.4").begin().status_code == 201


def test_a_session_adds_nothing_to_a_program_that_asks(cast, sign_in):
    """Whose browser it is does not matter here, which is why no CSRF token is asked for."""
    browser = sign_in(cast.anna)

    answer = browser.post(
        BEGIN, {"program": "P", "device_name": "D"}, content_type="application/json"
    )

    assert answer.status_code == 201
    assert ProgramGrant.objects.get().allowed_by is None
