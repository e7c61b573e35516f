"""Places for programs that run: a lease lives with its heartbeats and ends by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from klucznik.devices.models import Activation
from klucznik.licensing.models import License
from tests import factories
from tests.cast import Cast
from tests.devices.programs import Program

SignIn = Callable[..., Client]


@pytest.fixture
def one_place(cast: Cast) -> License:
    """One place, leases of fifteen minutes."""
    factories.signing_key()
    product = factories.product("gestor", rules={"seating": "floating", "lease_minutes": 15})
    return factories.license(cast.alfa, product=product, amount=1)


@pytest.fixture
def two(cast: Cast, one_place: License, sign_in: SignIn, travel: Any) -> tuple[Program, Program]:
    """Two computers; the first one's lease is dead, the second one runs."""
    first, second = Program(product="gestor"), Program(product="gestor")
    first.activate(one_place, browser=sign_in(cast.anna))
    travel(minutes=16)
    second.activate(one_place, browser=sign_in(cast.anna))
    return first, second


def test_an_activation_takes_a_lease(cast: Cast, one_place: License, sign_in: SignIn) -> None:
    program = Program(product="gestor")
    program.activate(one_place, browser=sign_in(cast.anna))
    answer = program.answer["answer"]

    full = Program(product="gestor").activate(one_place, browser=sign_in(cast.anna))

    at, contact = (datetime.fromisoformat(answer[name]) for name in ("at", "next_contact_at"))
    assert contact - at == timedelta(minutes=5)
    assert full.json()["title"] == "no_free_seat"


def test_a_dead_lease_frees_its_place_by_itself(two: tuple[Program, Program]) -> None:
    first, second = two

    assert second.ask("/heartbeat").json()["verdict"] == "valid"
    assert Activation.objects.active().count() == 2
    waiting = first.check()
    assert (waiting["verdict"], waiting["mode"]) == ("no_seat", "read_only")
    assert waiting["next_step"]["url"].endswith("/devices/")
    assert waiting["taken"] == 1


def test_whoever_comes_first_takes_the_free_place_again(
    two: tuple[Program, Program], travel: Any
) -> None:
    first, second = two
    travel(minutes=16)

    assert first.ask("/heartbeat").json()["verdict"] == "valid"
    assert second.ask("/heartbeat").json()["verdict"] == "no_seat"


def test_a_heartbeat_prolongs_the_lease(two: tuple[Program, Program], travel: Any) -> None:
    first, second = two
    for _ in range(4):
        travel(minutes=10)
        assert second.ask("/heartbeat").json()["verdict"] == "valid"
    assert first.check()["verdict"] == "no_seat"


def test_giving_back_frees_it_at_once(two: tuple[Program, Program]) -> None:
    first, second = two
    second.ask("/release")

    assert first.ask("/heartbeat").json()["verdict"] == "valid"
    assert second.ask("/heartbeat").json()["verdict"] == "released"


def test_whoever_takes_a_license_file_along_keeps_the_place_as_long(
    two: tuple[Program, Program], travel: Any
) -> None:
    first, second = two

    refused = first.ask("/license-file", parts=dict(first.machine.parts))
    taken = second.ask("/license-file", parts=dict(second.machine.parts))
    travel(days=20)
    waiting = first.check()["verdict"]
    travel(days=11)

    assert (refused.status_code, taken.status_code) == (409, 200)
    assert waiting == "no_seat"
    assert first.check()["verdict"] == "valid"
