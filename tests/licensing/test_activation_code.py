"""The activation code: it comes by e-mail and nowhere else, is sent again within limits, and can be changed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from klucznik.events.models import Event, EventDetails
from klucznik.licensing.actions.registering import register_license
from klucznik.licensing.models import License
from klucznik.licensing.numbers import activation_code
from klucznik.mail.models import SentEmail
from tests import factories
from tests.cast import Cast
from tests.licensing import lines
from tests.licensing.lines import STATED

SignIn = Callable[..., Client]
CODE = re.compile(r"\b[A-Z2-9]{5}-[A-Z2-9]{5}-[A-Z2-9]{5}\b")


@pytest.fixture
def license(cast: Cast) -> License:
    waiting = lines.unregistered(cast.alfa, lines.gt())
    register_license(cast.anna, waiting, way="online", statements=STATED)
    return License.objects.get(pk=waiting.pk)


def at(license: License, *more: str) -> str:
    return "/".join([license.get_absolute_url().rstrip("/"), *more, ""])


def codes() -> set[str]:
    return {code for letter in mail.outbox for code in CODE.findall(letter.body)}


def test_it_comes_by_mail_and_is_kept_nowhere(
    license: License, deliver: Callable[[], None]
) -> None:
    deliver()

    code = activation_code(license.public_id, license.code_nonce)
    kept = [f"{row.text}{row.subject}{row.context}" for row in SentEmail.objects.all()]
    told = [str(event.facts) for event in Event.objects.all()]
    told += [str(row.values) for row in EventDetails.objects.all()]
    assert codes() == {code}
    assert not [text for text in kept + told if code in text]


def test_it_is_sent_again_the_same_one_and_not_without_end(
    cast: Cast, sign_in: SignIn, license: License, deliver: Callable[[], None]
) -> None:
    browser = sign_in(cast.bartek)
    answers = [browser.post(at(license, "code"), follow=True).content.decode() for _ in range(4)]
    deliver()

    assert all("The code was sent" in answer for answer in answers[:3])
    assert "Too many attempts" in answers[3]
    assert len(codes()) == 1


def test_another_code_makes_the_old_one_worthless(
    cast: Cast, sign_in: SignIn, license: License, deliver: Callable[[], None]
) -> None:
    old, browser = activation_code(license.public_id, license.code_nonce), sign_in(cast.bartek)

    page = browser.get(at(license, "code", "change")).content.decode()
    browser.post(at(license, "code", "change"))
    deliver()

    license.refresh_from_db()
    new = activation_code(license.public_id, license.code_nonce)
    assert "registers nothing any more" in page
    assert old != new
    assert codes() == {new}


def test_a_license_without_a_code_has_none_to_send(cast: Cast, sign_in: SignIn) -> None:
    nexo, browser = factories.license(cast.alfa, product=lines.nexo()), sign_in(cast.bartek)

    answer = browser.post(at(nexo, "code"), follow=True).content.decode()

    assert "has no activation code" in answer
    assert "Send the code again" not in browser.get(at(nexo)).content.decode()


def test_users_and_strangers_send_nothing(cast: Cast, sign_in: SignIn, license: License) -> None:
    assert sign_in(cast.bogna).post(at(license, "code")).status_code == 403
    assert sign_in(cast.celina).post(at(license, "code")).status_code == 404
    assert "Send the code again" not in sign_in(cast.bogna).get(at(license)).content.decode()


def test_a_code_mailed_to_a_company_without_administrators(
    cast: Cast, deliver: Callable[[], None]
) -> None:
    gamma = factories.company("Gamma", vendor_email="gamma@example.com")
    waiting = lines.unregistered(gamma, lines.nexo("x", rules={"ways": ["card", "code"]}))

    register_license(cast.ewa, waiting, way="card", statements=STATED)
    deliver()

    assert "gamma@example.com" in {letter.to[0] for letter in mail.outbox}
    assert len(codes()) == 1
