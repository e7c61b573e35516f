"""A program asks whether it may work: always an answer, signed, in its language, and about nothing but itself."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from klucznik.core import clock
from klucznik.declarations.models import Declaration, State
from klucznik.devices.models import Activation, Device
from klucznik.licensing import canonical
from klucznik.licensing.models import License, SigningKey
from tests import factories
from tests.cast import Cast
from tests.devices.programs import Program, post

SignIn = Callable[..., Client]


def running(license: License, **fields: Any) -> Program:
    """A program that was activated."""
    machine = factories.machine()
    place = factories.activation(license, machine, **fields)
    return Program(
        product=license.product.code,
        machine=machine,
        secret=place.secret,
        device=place.device.public_id,
    )


def opened(token: str) -> dict[str, Any]:
    """The signed payload, its signature checked with the public key alone."""
    begun, _, signature = token.rpartition(".")
    _kl1, _purpose, key_id, payload = begun.split(".")
    key = SigningKey.objects.get(key_id=key_id)
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key.public_key))
    public.verify(canonical.decoded(signature), begun.encode())
    found: dict[str, Any] = json.loads(canonical.decoded(payload))
    return found


def test_an_answer_says_everything_and_signs_it(gt: License) -> None:
    program = running(gt)

    answer = program.check(version="1.80", language="en", nonce="abc_DEF-1")

    signed = opened(answer["signed"])
    assert answer["sentence"] == "The license of Subiekt Gt is valid."
    assert answer["next_step"] == {"code": "none", "sentence": "", "url": ""}
    assert (answer["size"], answer["taken"], answer["metric"]) == (2, 1, "seats")
    assert signed["v"] == 1
    assert {name: answer[name] for name in signed if name != "v"} == {
        name: value for name, value in signed.items() if name != "v"
    }
    assert signed["nonce"] == "abc_DEF-1"


def test_dates_say_when_to_ask_again_and_how_long_it_works_without(gt: License) -> None:
    answer = running(gt).check()

    at, contact, works = (
        datetime.fromisoformat(answer[name]) for name in ("at", "next_contact_at", "works_until")
    )
    assert contact - at == timedelta(days=7)
    assert works - at == timedelta(days=30)


@pytest.mark.parametrize(
    ("asked", "spoken", "begins"),
    [("pl", "pl", "Licencja"), ("EN-us", "en", "The license"), ("de", "pl", ""), ("", "pl", "")],
)
def test_in_the_language_that_is_asked_for(
    gt: License, asked: str, spoken: str, begins: str
) -> None:
    answer = running(gt).check(language=asked)

    assert answer["language"] == spoken
    assert spoken == "pl" or answer["sentence"].startswith(begins)


def test_a_freed_device_gets_an_answer_and_learns_nothing_more(gt: License) -> None:
    program = running(gt)
    Activation.objects.update(ended_at=clock.now(), ended="staff")

    answer = program.check()

    assert (answer["verdict"], answer["mode"]) == ("released", "read_only")
    assert (answer["size"], answer["taken"], answer["valid_to"], answer["notices"]) == (
        0,
        0,
        None,
        [],
    )
    assert answer["next_step"]["code"] == "activate"


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer kld_", "Bearer kld_" + "a" * 43, "Basic YTpi", "Bearer kld_\udcff", "x"],
)
def test_an_unknown_secret_is_told_to_activate_again(gt: License, header: str) -> None:
    answer = post("/check", {}, authorization=header.encode("latin-1", "replace").decode())

    assert (answer.status_code, answer.json()["title"]) == (401, "unknown_device")
    assert "Activate the program" in answer.json()["detail"]


def test_a_secret_that_came_along_to_another_machine_is_worth_nothing_there(gt: License) -> None:
    program = running(gt)
    copied = factories.machine()

    there = program.check(parts=dict(copied.parts))
    here = program.check(parts=dict(program.machine.parts))

    assert (there["verdict"], here["verdict"]) == ("released", "valid")


def test_it_is_written_down_at_most_every_quarter_of_an_hour(gt: License, travel: Any) -> None:
    program = running(gt)
    program.check(version="1.80")
    first = Device.objects.get().last_seen_at

    with CaptureQueriesContext(connection) as queries:
        program.check(version="1.80")
    travel(minutes=16)
    program.check(version="1.80")

    assert not [query for query in queries if query["sql"].startswith(("UPDATE", "INSERT"))]
    assert len(queries) <= 5
    assert Device.objects.get().last_seen_at > first


def test_another_version_is_written_at_once(gt: License) -> None:
    program = running(gt)

    program.check(version="1.80")
    program.check(version="1.81")

    assert Device.objects.get().program_version == "1.81"


def test_a_dispute_stops_nothing_and_is_told_without_names(cast: Cast, gt: License) -> None:
    program = running(gt)
    case = Declaration.objects.create(
        kind="global_administrator",
        number="O/1",
        company=cast.alfa,
        claimant=cast.dorota,
        login="dorota@example.com",
        state=State.NOTICE,
        notice_ends_at=clock.now() + timedelta(days=5),
    )

    waiting = program.check()
    Declaration.objects.filter(pk=case.pk).update(frozen_at=clock.now())
    contested = program.check()

    for answer in (waiting, contested):
        assert (answer["verdict"], answer["mode"]) == ("valid", "full")
        [notice] = answer["notices"]
        assert notice["code"] == "rights_in_waiting"
        assert "Dorota" not in notice["sentence"]
        assert "as before" in notice["sentence"]
    assert "objected" in contested["notices"][0]["sentence"]


def test_the_end_of_a_license_is_told_ahead(cast: Cast, gt: License) -> None:
    License.objects.filter(pk=gt.pk).update(valid_to=clock.today() + timedelta(days=4))

    [notice] = running(gt).check()["notices"]

    assert notice["code"] == "license_ends_soon"
    assert "5 days" in notice["sentence"]


def test_a_heartbeat_answers_shorter(cast: Cast, gt: License) -> None:
    License.objects.filter(pk=gt.pk).update(valid_to=clock.today())

    answer = running(gt).ask("/heartbeat", nonce="n", language="en").json()

    assert (answer["verdict"], answer["notices"], answer["nonce"]) == ("valid", [], "n")


def test_without_a_key_it_answers_all_the_same(cast: Cast) -> None:
    license = factories.license(cast.alfa)

    answer = running(license).check()

    assert (answer["verdict"], answer["signed"]) == ("valid", "")


def test_what_changes_the_mode_ends_the_promise(cast: Cast) -> None:
    """Nothing is promised past the day on which a program that asks would be told that it does less."""
    factories.signing_key()
    product = factories.product("nexo", rules={"at_end": "read_only", "grace_days": 3})
    last = clock.today() + timedelta(days=5)
    license = factories.license(cast.alfa, product=product, valid_to=last)

    answer = running(license).check()

    works = datetime.fromisoformat(answer["works_until"]).astimezone().date()
    assert answer["grace_to"] == (last + timedelta(days=3)).isoformat()
    assert abs((works - (last + timedelta(days=4))).days) <= 1
    assert answer["next_contact_at"] < answer["works_until"]


def test_one_device_cannot_speak_for_another(cast: Cast, gt: License) -> None:
    mine, theirs = running(gt), running(factories.license(cast.beta))

    mine.ask("/release", device=theirs.device)
    taken = post(f"/devices/{theirs.device}/release", {}, authorization=f"Bearer {mine.secret}")

    assert taken.status_code in (401, 403)
    assert theirs.check()["verdict"] == "valid"
    assert mine.check()["license"] == gt.public_id
