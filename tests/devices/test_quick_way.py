"""The quick way in front of Django answers exactly what the ordinary way answers, and hands on what is not plain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.signals import request_started
from django.db import close_old_connections
from django.utils import timezone

from klucznik.catalog.models import Product
from klucznik.devices import visits
from klucznik.devices.api import pace
from klucznik.devices.models import Activation, Device
from klucznik.licensing.models import Extension, License, Period
from tests import factories
from tests.declarations import cases
from tests.devices.programs import Program
from tests.devices.ways import NOON, Ways

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 30)


@pytest.fixture
def ways(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ways]:
    """As Django's test client does it: a request does not close the connection that the test holds."""
    monkeypatch.setattr(visits, "_products", {})
    request_started.disconnect(close_old_connections)
    yield Ways()
    request_started.connect(close_old_connections)


def installed(cast: Any, rules: dict[str, Any] | None = None, **fields: Any) -> Program:
    """A program on a license of Alfa that was activated some days before."""
    factories.signing_key()
    product = factories.product("program-x", rules=rules)
    license = factories.license(cast.alfa, product=product, amount=3)
    machine = factories.machine()
    made = factories.activation(license, machine)
    with time_machine.travel(NOON, tick=False):
        Device.objects.filter(pk=made.device_id).update(
            last_seen_at=timezone.now(), program_version="1.80"
        )
    License.objects.filter(pk=license.pk).update(**fields)
    return Program(product="program-x", machine=machine, secret=made.secret)


STANDINGS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "valid": ({}, {}),
    "valid to a day": ({}, {"valid_to": TODAY + timedelta(days=200)}),
    "in grace": ({"grace_days": 14}, {"valid_to": TODAY - timedelta(days=3)}),
    "ended, restricted": ({"at_end": "restricted"}, {"valid_to": TODAY - timedelta(days=3)}),
    "ended, read only": ({"at_end": "read_only"}, {"valid_to": TODAY - timedelta(days=3)}),
    "expired by the ERP": ({}, {"status": "expired"}),
    "unregistered with days left": ({"unregistered_days": 45}, {"status": "unregistered"}),
    "unregistered too long": ({}, {"status": "unregistered"}),
    "awaiting": ({}, {"status": "awaiting"}),
    "suspended": ({}, {"status": "suspended"}),
    "revoked": ({}, {"status": "revoked", "revoked_at": timezone.now()}),
    "not yet": ({}, {"valid_from": TODAY + timedelta(days=3)}),
    "trial": ({}, {"variant": "trial", "valid_to": TODAY + timedelta(days=60)}),
    "at rest": ({}, {"suspended_amount": 2}),
}


@pytest.mark.parametrize("name", STANDINGS)
@pytest.mark.parametrize("path", ["/check", "/heartbeat"])
def test_every_standing_is_told_alike(cast, ways, name, path):
    rules, fields = STANDINGS[name]
    program = installed(cast, rules, **fields)

    ways.both(path, program.secret, {"language": "pl", "nonce": "n-1"})

    assert not ways.handed_on


@pytest.mark.parametrize("language", ["", "pl", "en", "en-GB", "de", "xx"])
def test_every_language_is_told_alike(cast, ways, language):
    program = installed(cast)

    ways.both("/check", program.secret, {"language": language})

    assert not ways.handed_on


def test_extensions_count_alike(cast, ways):
    program = installed(cast)
    license = License.objects.get(product__code="program-x")
    for starts, amount in ((TODAY - timedelta(days=9), 4), (TODAY + timedelta(days=9), 8)):
        Extension.objects.create(license=license, metric="seats", amount=amount, starts_on=starts)

    assert ways.both("/check", program.secret)["size"] == 7


@pytest.mark.parametrize("version", ["", "1.70", "1.80", "1.90", "9.99"])
def test_the_covered_version_is_told_alike(cast, ways, version):
    program = installed(cast, {"follows": "subscription", "care_days": 0})
    Product.objects.filter(code="program-x").update(
        stored_versions=[
            {"number": "1.70", "released": "2024-03-01"},
            {"number": "1.80", "released": "2025-03-01"},
            {"number": "1.90", "released": "2026-03-01"},
        ]
    )
    Period.objects.create(
        license=License.objects.get(product__code="program-x"),
        kind=Period.Kind.SUBSCRIPTION,
        starts_on=date(2025, 1, 1),
        ends_on=date(2025, 12, 31),
        source=Period.Source.ERP,
    )

    told = ways.both("/check", program.secret, {"version": version})

    assert told["verdict"] == ("version_not_covered" if version == "1.90" else "valid")
    assert not ways.handed_on


def test_the_machine_is_recognized_alike(cast, ways):
    program = installed(cast)
    own = dict(program.machine.parts)

    assert ways.both("/check", program.secret, {"parts": own})["verdict"] == "valid"
    assert not ways.handed_on
    other = {part: value[::-1] for part, value in own.items()}
    assert ways.both("/check", program.secret, {"parts": other})["verdict"] == "released"
    assert ways.handed_on == 1


def floating(cast: Any, lease: timedelta) -> Program:
    program = installed(cast, {"seating": "floating", "lease_minutes": 15})
    with time_machine.travel(NOON, tick=False):
        until = timezone.now() + lease
    Activation.objects.update(floating=True, lease_until=until)
    return program


@pytest.mark.parametrize("path", ["/check", "/heartbeat"])
def test_a_lease_that_lives_is_prolonged_alike(cast, ways, path):
    program = floating(cast, timedelta(minutes=2))

    ways.both(path, program.secret)

    place = Activation.objects.get()
    assert place.lease_until.isoformat() == "2026-11-30T11:15:00+00:00"
    assert not ways.handed_on


def test_a_dead_lease_is_for_the_ordinary_way(cast, ways):
    program = floating(cast, timedelta(minutes=-2))

    with time_machine.travel(NOON, tick=False):
        ways.ask(ways.quick, "/heartbeat", program.secret, b"{}")

    assert ways.handed_on == 1
    assert Activation.objects.get().lease_until.isoformat() == "2026-11-30T11:15:00+00:00"


def test_a_visit_is_noted_seldom(cast, ways):
    program = installed(cast)
    Device.objects.update(last_seen_at=timezone.now() - timedelta(days=900))

    with time_machine.travel(NOON, tick=False):
        ways.ask(ways.quick, "/check", program.secret, b'{"version":"1.81"}')

    device = Device.objects.get()
    assert (device.last_seen_at.isoformat(), device.program_version) == (
        "2026-11-30T11:00:00+00:00",
        "1.81",
    )
    assert not ways.handed_on


def test_what_is_to_be_told_beside_the_verdict_is_for_the_ordinary_way(cast, ways):
    program = installed(cast, valid_to=TODAY + timedelta(days=9))

    assert ways.both("/check", program.secret)["notices"]
    assert ways.handed_on == 1


def test_an_open_case_of_the_company_is_told_either_way(ways, cast):
    cases.lose_the_keys(cast)
    cases.in_notice(cast)
    program = installed(cast)

    assert [one["code"] for one in ways.both("/check", program.secret)["notices"]]
    assert ways.handed_on == 1


def test_a_freed_place_is_for_the_ordinary_way(cast, ways):
    program = installed(cast)
    Activation.objects.update(ended_at=timezone.now(), ended="person")

    assert ways.both("/check", program.secret)["verdict"] == "released"
    assert ways.handed_on == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"version":1}',
        b'{"version":"\\u0000"}',
        b'{"version":"\\ud800"}',
        b'{"version":" 1.80 "}',
        b'{"surprise":"x"}',
        b'{"nonce":"a b"}',
        b'{"parts":{}}',
        b'{"parts":{"system":"short"}}',
        b'{"parts":{"surprise":"' + b"a" * 64 + b'"}}',
        b'{"parts":"' + b"a" * 64 + b'"}',
        b'{"version":"' + b"9" * 3000 + b'"}',
        b"\xff\xfe",
    ],
)
def test_unusual_bodies_are_for_the_ordinary_way(cast, ways, body):
    program = installed(cast)

    ways.both("/check", program.secret, body)

    assert ways.handed_on == 1


@pytest.mark.parametrize("secret", ["", "kld_x", "kld_" + "u" * 43, "klt_" + "s" * 43, "ż" * 47])
def test_unknown_secrets_are_for_the_ordinary_way(cast, ways, secret):
    installed(cast)

    assert ways.both("/check", secret.encode().decode("latin-1"))["title"] == "unknown_device"
    assert ways.handed_on == 1


def test_another_host_is_for_the_ordinary_way(cast, ways):
    program = installed(cast)

    status, _, _ = ways.ask(ways.quick, "/check", program.secret, b"{}", HTTP_HOST="evil.example")

    assert status.startswith("400")
    assert ways.handed_on == 1


def test_headers_are_learned_and_the_pace_is_told(cast, ways):
    program = installed(cast)
    ways.quick.headers = []
    ways.ask(ways.quick, "/check", program.secret, b"{}")

    _, ordinary, _ = ways.ask(ways.ordinary, "/check", program.secret, b"{}")
    _, quick, _ = ways.ask(ways.quick, "/check", program.secret, b"{}")

    assert ways.handed_on == 1
    assert set(ordinary) - set(quick) == {"Content-Language"}
    assert {name: quick[name] for name in quick if name.startswith("RateLimit")} == {
        name: ordinary[name] for name in ordinary if name.startswith("RateLimit")
    }


def test_who_asks_too_often_is_refused_and_counted_once(cast, ways):
    program = installed(cast)
    secret_hash = Device.objects.get().secret_hash
    for _ in range(pace.DEVICE.burst):
        pace.before(secret_hash, "127.0.0.1")

    status, headers, _ = ways.ask(ways.quick, "/check", program.secret, b"{}", full=False)

    assert status.startswith("429")
    assert int(headers["Retry-After"]) >= 1
    assert pace.BUCKETS.spend([(("device", secret_hash), pace.DEVICE)]).wait <= 2
