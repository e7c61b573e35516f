"""A computer takes a seat, is known again, and gives the seat back."""

from __future__ import annotations

import json

import pytest

from klucznik_client import InvalidToken, MaybeSameDevice, NoFreeSeat, NotSignedIn
from tests.sdk.test_sign_in import signed_in
from tools.signing import TestKey


def activated(computer, portal, *, wants_file=False, **facts):
    """A client whose computer has the only seat of a license."""
    if "GT127F3K" not in portal.world.licenses:
        portal.add_license("GT127F3K", "subiekt-gt", **({"status": "registered"} | facts))
    client = signed_in(computer, portal, wants_file=wants_file)
    client.activate("GT127F3K")
    return client


def test_activating_gives_a_verdict_a_seat_and_a_license_file_if_wanted(computer, portal):
    portal.add_license("GT127F3K", "subiekt-gt", size=3, status="registered")
    client = signed_in(computer(), portal, wants_file=True)

    verdict = client.activate("GT127F3K")

    assert (verdict.verdict, verdict.mode, verdict.source) == ("valid", "full", "portal")
    assert (verdict.taken, verdict.size) == (1, 3)
    assert client.license_file().device == portal.world.devices[0].id
    assert client.is_active


def test_the_same_computer_reinstalled_has_the_same_seat(computer, portal):
    desk = computer()
    activated(desk, portal)
    desk.state.unlink()

    again = activated(desk, portal)

    assert again.verdict().taken == 1
    assert len(portal.world.devices) == 1


def test_without_a_free_seat_the_person_sees_which_devices_they_may_free(computer, portal):
    activated(computer("STARY"), portal)
    client = signed_in(computer("NOWY"), portal)

    with pytest.raises(NoFreeSeat) as refused:
        client.activate("GT127F3K")
    dead = refused.value.devices[0]
    client.release_device(dead.id)

    assert dead.name == "STARY"
    assert client.activate("GT127F3K").verdict == "valid"


def test_the_seat_of_a_dead_computer_returns_when_its_file_ends(computer, portal):
    activated(computer("STARY"), portal, wants_file=True)
    client = signed_in(computer("NOWY"), portal)

    told = client.release_device(portal.world.devices[0].id)

    assert told["seat_returns_at"] == "2026-12-30T12:00:00Z"
    with pytest.raises(NoFreeSeat):
        client.activate("GT127F3K")


def test_a_computer_that_resembles_another_asks_the_person(computer, portal):
    activated(computer("KASA"), portal, size=2)
    changed = computer("KASA po naprawie", system="KASA system", board="KASA board")
    client = signed_in(changed, portal)

    with pytest.raises(MaybeSameDevice) as refused:
        client.activate("GT127F3K")
    candidate = refused.value.candidates[0]

    assert candidate.name == "KASA"
    assert client.activate("GT127F3K", same_as=candidate.id).taken == 1


def test_a_computer_that_only_resembles_another_takes_its_own_seat(computer, portal):
    activated(computer("KASA"), portal, size=2)
    twin = computer("KASA 2", system="KASA system", board="KASA board")

    assert signed_in(twin, portal).activate("GT127F3K", is_new=True).taken == 2


def test_all_devices_are_listed_however_many_pages_they_fill(computer, portal):
    for number in range(5):
        activated(computer(f"KASA-{number}"), portal, size=5)
    client = computer("BIURO").start()
    portal.confirm(client.begin_sign_in().user_code)
    client.poll()

    devices = client.devices(portal.world.licenses["GT127F3K"].id)

    assert [one.name for one in devices] == [f"KASA-{number}" for number in range(5)]


def test_the_number_alone_activates_nothing(computer, portal):
    portal.add_license("GT127F3K", "subiekt-gt")

    with pytest.raises(NotSignedIn):
        computer().start().activate("GT127F3K")


def test_the_activation_code_activates_without_signing_in(computer, portal):
    license = portal.add_license("GT127F3K", "subiekt-gt", status="registered")

    assert computer().start().activate("GT127F3K", code=license.code).verdict == "valid"


def test_the_number_activates_where_the_product_allows_it(computer, portal):
    portal.add_license("GT127F3K", "subiekt-gt", activation="number", status="registered")

    assert computer().start().activate("GT127F3K").verdict == "valid"


def test_an_answer_signed_by_a_stranger_is_an_error_of_the_program_that_is_seen_at_once(
    computer, portal
):
    portal.add_license("GT127F3K", "subiekt-gt")
    client = signed_in(computer(), portal, keys=[TestKey("stranger").public])

    with pytest.raises(InvalidToken) as refused:
        client.activate("GT127F3K")
    assert refused.value.code == "unknown_key"


def test_releasing_gives_the_seat_back_and_forgets_the_secret(computer, portal):
    desk = computer()
    client = activated(desk, portal)

    client.release()

    kept = json.loads(desk.state.read_text())
    assert not {"device_secret", "signed", "file"} & set(kept)
    assert client.verdict().verdict == "unregistered_over"
    assert activated(computer("NOWY"), portal).verdict().verdict == "valid"


def test_the_secret_of_a_device_never_leaves_by_another_way(computer, portal):
    client = activated(computer(), portal)
    secret = portal.world.devices[0].secret

    client.check(force=True)

    carried = [headers for _, _, headers in portal.requests if secret in str(headers)]
    assert {headers["Authorization"] for headers in carried} == {f"Bearer {secret}"}
