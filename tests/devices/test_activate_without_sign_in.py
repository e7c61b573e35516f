"""Activate without signing in: by the activation code, or by the number alone where the product allows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core import mail
from django.test import Client

from klucznik.devices.models import Activation
from klucznik.licensing.models import License
from klucznik.licensing.numbers import activation_code
from tests import factories
from tests.cast import Cast
from tests.devices.programs import Program

Deliver = Callable[[], None]


def by_number(cast: Cast, *, amount: int = 1, **fields: Any) -> License:
    """A license whose number alone activates."""
    factories.signing_key()
    product = factories.product("kasa", name="Kasa", rules={"activation": "number"})
    return factories.license(cast.alfa, product=product, amount=amount, **fields)


def test_the_number_alone_does_nothing_and_tells_nothing(cast: Cast, gt: License) -> None:
    right = Program().activate(gt)
    wrong = Program().activate(number="NOT-A-NUMBER")

    assert (right.status_code, right.json()["title"]) == (401, "sign_in_needed")
    assert right.json() == wrong.json()
    assert not Activation.objects.exists()


def test_where_the_product_allows_it_the_number_activates_and_the_company_is_told(
    cast: Cast, deliver: Deliver
) -> None:
    license, program = by_number(cast), Program(product="kasa")

    answer = program.activate(license, wants_file=True)
    deliver()

    told = [one for one in mail.outbox if "by its license number" in one.subject]
    assert answer.status_code == 201
    assert sorted(one.to[0] for one in told) == ["anna@example.com", "bartek@example.com"]
    assert program.machine.name in told[0].body
    assert cast.alfa.name not in answer.content.decode()
    assert program.check()["notices"] == []


def test_by_number_a_full_license_names_no_device(cast: Cast) -> None:
    license = by_number(cast)
    Program(product="kasa").activate(license)

    full = Program(product="kasa").activate(license)

    assert (full.status_code, full.json()["devices"]) == (409, [])


def test_the_activation_code_activates_without_signing_in(cast: Cast, gt: License) -> None:
    License.objects.filter(pk=gt.pk).update(code_nonce="abc")
    code = activation_code(gt.public_id, "abc")

    right = Program().activate(gt, code=code.lower())
    wrong = Program().activate(gt, code="AAAAA-BBBBB-CCCCC")
    nowhere = Program().activate(number="NOT-A-NUMBER", code=code)

    assert right.status_code == 201
    assert Activation.objects.get().how == "code"
    assert wrong.status_code == nowhere.status_code == 404
    assert wrong.json() == nowhere.json()


def test_no_code_fits_a_license_that_has_none(cast: Cast, gt: License) -> None:
    guesses = [activation_code(gt.public_id, nonce) for nonce in ("", "none")]

    assert [Program().activate(gt, code=code).status_code for code in guesses] == [404, 404]


def test_without_a_browser_session_no_csrf_token_is_asked(cast: Cast) -> None:
    license = by_number(cast)

    answer = Program(product="kasa").activate(license, browser=Client(enforce_csrf_checks=True))

    assert answer.status_code == 201
