"""The same request twice under one key: one effect, one answer; another request under it is refused."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from klucznik.devices import idempotency
from klucznik.devices.models import Activation, OnceOnly
from klucznik.devices.tasks import forget_answers
from klucznik.licensing.models import License
from tests import factories
from tests.cast import Cast
from tests.devices.programs import Program, post
from tests.devices.test_races_for_seats import license_of

SignIn = Callable[..., Client]
KEY = "0123456789abcdef"
AT_ONCE = 100 if os.environ.get("KLUCZNIK_DEEP") else 16


def with_key(key: str = KEY) -> dict[str, str]:
    return {"idempotency_key": key}


def test_the_same_again_gets_the_same_answer(cast: Cast, gt: License, sign_in: SignIn) -> None:
    browser, program = sign_in(cast.anna), Program()

    first = program.activate(gt, browser=browser, headers=with_key())
    second = program.activate(gt, browser=browser, headers=with_key())

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert second.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert program.check()["verdict"] == "valid"  # the secret is still the first one


def test_the_kept_answer_is_sealed(cast: Cast, gt: License, sign_in: SignIn) -> None:
    program = Program()

    program.activate(gt, browser=sign_in(cast.anna), headers=with_key())

    assert program.secret not in str(OnceOnly.objects.values())
    assert KEY not in str(OnceOnly.objects.values())


def test_another_request_under_the_key_is_refused(cast: Cast, gt: License, sign_in: SignIn) -> None:
    browser = sign_in(cast.anna)
    Program().activate(gt, browser=browser, headers=with_key())

    other = Program().activate(gt, browser=browser, headers=with_key())

    assert (other.status_code, other.json()["title"]) == (422, "idempotency_mismatch")
    assert Activation.objects.count() == 1


def test_a_refusal_is_kept_like_a_success(cast: Cast, sign_in: SignIn) -> None:
    factories.signing_key()
    license, browser = factories.license(cast.alfa, amount=1), sign_in(cast.anna)
    first, second = Program(), Program()
    first.activate(license, browser=browser)

    refused = second.activate(license, browser=browser, headers=with_key())
    first.ask("/release")
    again = second.activate(license, browser=browser, headers=with_key())
    anew = second.activate(license, browser=browser, headers=with_key(KEY + "2"))

    assert (refused.status_code, again.status_code, anew.status_code) == (409, 409, 201)
    assert refused.content == again.content
    assert again.headers["Content-Type"] == refused.headers["Content-Type"]


def test_the_key_of_one_caller_is_nothing_to_another(
    cast: Cast, gt: License, sign_in: SignIn
) -> None:
    program = Program()
    program.activate(gt, browser=sign_in(cast.anna), headers=with_key())

    other = program.activate(gt, browser=sign_in(cast.bogna), headers=with_key())
    nobody = program.activate(gt, headers=with_key())

    assert "Idempotency-Replayed" not in other.headers
    assert nobody.status_code == 401


def test_while_the_first_is_in_hand_the_second_waits(
    cast: Cast, gt: License, sign_in: SignIn
) -> None:
    browser, program = sign_in(cast.anna), Program()
    program.activate(gt, browser=browser, headers=with_key())
    OnceOnly.objects.update(status=None, begun_at=timezone.now())

    second = program.activate(gt, browser=browser, headers=with_key())

    assert (second.status_code, second.json()["title"]) == (409, "in_flight")
    assert second.headers["Retry-After"] == "2"


def test_a_first_one_that_died_leaves_the_key_after_a_minute(
    cast: Cast, gt: License, sign_in: SignIn
) -> None:
    browser, program = sign_in(cast.anna), Program()
    program.activate(gt, browser=browser, headers=with_key())
    OnceOnly.objects.update(status=None, begun_at=timezone.now() - timedelta(seconds=61))

    second = program.activate(gt, browser=browser, headers=with_key())
    third = program.activate(gt, browser=browser, headers=with_key())

    assert (second.status_code, second.json()["recognized"]) == (201, True)
    assert third.content == second.content


def test_one_that_comes_late_does_not_overwrite(db: None) -> None:
    first = idempotency.claim("scope", KEY, b"body")
    OnceOnly.objects.update(begun_at=timezone.now() - timedelta(minutes=2))
    second = idempotency.claim("scope", KEY, b"body")
    assert isinstance(first, idempotency.Claim)
    assert isinstance(second, idempotency.Claim)

    idempotency.keep(first, idempotency.Kept(200, "text/plain", b"late"))
    idempotency.let_go(first)
    idempotency.keep(second, idempotency.Kept(200, "text/plain", b"right"))

    found = idempotency.claim("scope", KEY, b"body")
    assert isinstance(found, idempotency.Kept)
    assert found.body == b"right"


@pytest.mark.parametrize("key", ["short", "x" * 15, "x" * 129, "with space 0123456", "ż" * 20])
def test_a_key_that_is_none_is_refused(cast: Cast, gt: License, sign_in: SignIn, key: str) -> None:
    sent = key.encode().decode("latin-1")

    answer = Program().activate(gt, browser=sign_in(cast.anna), headers=with_key(sent))

    assert (answer.status_code, answer.json()["title"]) == (422, "idempotency_key_malformed")
    assert not Activation.objects.exists()


def test_what_is_no_outcome_is_not_kept(cast: Cast, gt: License, sign_in: SignIn) -> None:
    browser, program = sign_in(cast.anna), Program()
    for number in range(21):
        program.activate(browser=browser, number="WRONG", headers=with_key(f"{KEY}-{number}"))

    limited = program.activate(gt, browser=browser, headers=with_key())
    unknown = post("/check", {}, authorization="Bearer kld_no", **with_key())

    assert (limited.status_code, unknown.status_code) == (429, 401)
    assert OnceOnly.objects.count() == 20  # the refusals of wrong numbers, nothing else


def test_a_malformed_request_does_not_use_the_key_up(
    cast: Cast, gt: License, sign_in: SignIn
) -> None:
    browser = sign_in(cast.anna)

    malformed = post("/activations", {"x": 1}, browser=browser, **with_key())
    right = Program().activate(gt, browser=browser, headers=with_key())

    assert (malformed.status_code, right.status_code) == (422, 201)


def test_it_holds_for_every_router(cast: Cast, sign_in: SignIn) -> None:
    """An invitation of another app's router: sent once."""
    browser, body = sign_in(cast.anna), {"email": "nowy@example.com", "role": "user"}
    path = f"/companies/{cast.alfa.public_id}/invitations"

    first = post(path, body, browser=browser, **with_key())
    second = post(path, body, browser=browser, **with_key())

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert cast.alfa.invitations.count() == 1


def test_what_breaks_lets_the_key_go(
    cast: Cast, gt: License, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, program = sign_in(cast.anna), Program()
    browser.raise_request_exception = False

    def breaks(*_args: Any, **_more: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr("klucznik.devices.actions.activating.record", breaks)
        first = program.activate(gt, browser=browser, headers=with_key())
    second = program.activate(gt, browser=browser, headers=with_key())

    assert (first.status_code, second.status_code) == (500, 201)


def test_answers_are_forgotten_after_a_day(cast: Cast, gt: License, sign_in: SignIn) -> None:
    browser, program = sign_in(cast.anna), Program()
    program.activate(gt, browser=browser, headers=with_key())
    OnceOnly.objects.update(begun_at=timezone.now() - timedelta(hours=25))

    forgotten = program.activate(gt, browser=browser, headers=with_key())
    OnceOnly.objects.update(begun_at=timezone.now() - timedelta(hours=25))
    forget_answers()

    assert "Idempotency-Replayed" not in forgotten.headers
    assert not OnceOnly.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_at_once_have_one_effect() -> None:
    license, program = license_of(size=50), Program()
    program.product = license.product.code
    body = program.says(number=license.number, is_new=True)

    def one(_number: int) -> Any:
        try:
            return post("/activations", body, **with_key())
        finally:
            connection.close()

    with ThreadPoolExecutor(min(AT_ONCE, 64)) as pool:
        answers = list(pool.map(one, range(AT_ONCE)))

    done = [answer for answer in answers if answer.status_code == 201]
    waiting = [answer for answer in answers if answer.status_code == 409]
    assert len(done) + len(waiting) == AT_ONCE
    assert len({answer.content for answer in done}) == 1
    assert {answer.json()["title"] for answer in waiting} <= {"in_flight"}
    assert Activation.objects.filter(license=license, ended_at=None).count() == 1
