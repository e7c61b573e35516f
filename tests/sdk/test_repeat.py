"""Writes are repeated under the same key until they are answered, and happen once."""

from __future__ import annotations

import pytest

from klucznik_client import Client, NoFreeSeat, Refused, Unreachable
from tests.sdk.test_sign_in import signed_in


def keys_of(portal, route):
    return [
        headers["Idempotency-Key"] for _, path, headers in portal.requests if path.endswith(route)
    ]


@pytest.fixture
def client(computer, portal):
    portal.add_license("GT127F3K", "subiekt-gt", status="registered", size=2)
    return signed_in(computer(), portal)


@pytest.mark.parametrize("accident", ["down", "answer lost", "answer cut", "in flight", "hotel"])
def test_an_activation_is_repeated_with_the_same_key(client, portal, accident):
    portal.accidents = [accident] * 3

    verdict = client.activate("GT127F3K")

    keys = keys_of(portal, "/activations")
    assert verdict.verdict == "valid"
    assert len(keys) == 4
    assert len(set(keys)) == 1
    assert len(portal.world.devices) == 1


def test_each_pause_is_longer_and_none_is_exact(client, computer, portal):
    portal.accidents = ["down"] * 3
    pauses: list[float] = []
    client._transport._pause = pauses.append

    client.activate("GT127F3K")

    assert pauses[0] < pauses[1] < pauses[2]
    assert all(0.4 <= pause <= 3 for pause in pauses)


def test_after_a_crash_the_same_activation_keeps_its_key(computer, portal):
    portal.add_license("GT127F3K", "subiekt-gt", status="registered")
    desk = computer()
    first = signed_in(desk, portal)
    portal.accidents = ["answer lost"] * 4
    with pytest.raises(Unreachable):
        first.activate("GT127F3K")

    verdict = desk.start().activate("GT127F3K")

    assert verdict.verdict == "valid"
    assert len(set(keys_of(portal, "/activations"))) == 1
    assert len(portal.world.devices) == 1


def test_a_refusal_ends_a_call_and_the_next_try_has_a_key_of_its_own(computer, portal):
    portal.add_license("GT127F3K", "subiekt-gt", status="registered")
    signed_in(computer("STARY"), portal).activate("GT127F3K")
    client = signed_in(computer("NOWY"), portal)
    with pytest.raises(NoFreeSeat):
        client.activate("GT127F3K")
    portal.change("GT127F3K", size=2)

    client.activate("GT127F3K")

    assert len(set(keys_of(portal, "/activations"))) == 3


def test_too_many_calls_are_not_repeated_but_say_when_to_come_back(client, portal):
    portal.accidents = ["too many"]

    with pytest.raises(Refused) as refused:
        client.activate("GT127F3K")
    assert refused.value.retry_after == 7
    assert len(keys_of(portal, "/activations")) == 1


def test_a_poll_for_a_sign_in_is_not_repeated(computer, portal):
    client = computer().start()
    client.begin_sign_in()
    portal.accidents = ["down"]

    with pytest.raises(Unreachable):
        client.poll()
    assert portal.routes.count("/api/v1/program-sign-in/token") == 1


def test_secrets_do_not_follow_where_somebody_leads_them(client, portal):
    portal.accidents = ["led away"]

    with pytest.raises(Unreachable):
        client.me()
    assert not [route for route in portal.routes if route.endswith("/keys")]


@pytest.mark.parametrize(
    "address", ["http://konto.example.com", "ftp://x", "konto.example.com", ""]
)
def test_an_address_without_https_is_refused(tmp_path, portal, address):
    with pytest.raises(ValueError, match="https"):
        Client(address, "subiekt-gt", "1.90", tmp_path / "state.json", [portal.key])


def test_a_program_without_keys_is_refused(tmp_path):
    with pytest.raises(ValueError, match="public key"):
        Client("https://konto.example.com", "subiekt-gt", "1.90", tmp_path / "state.json", [])
