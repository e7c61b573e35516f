"""A check is an answer, never an exception: asked when it is time, kept, believed only when it is the portal's."""

from __future__ import annotations

from datetime import date

import pytest

from tests.sdk.test_activate import activated
from tests.sdk.test_sign_in import signed_in


def checks(portal):
    return sum(route.endswith("/check") for route in portal.routes)


def told(verdict):
    return verdict.verdict, verdict.mode, verdict.source


def test_the_portal_is_asked_when_the_time_of_the_next_contact_has_come(computer, portal):
    desk = computer()
    client = activated(desk, portal)

    client.check()
    before = checks(portal)
    desk.travel(days=7)
    verdict = client.check()
    client.check()

    assert (before, checks(portal)) == (0, 1)
    assert told(verdict) == ("valid", "full", "portal")


def test_a_check_can_be_forced(computer, portal):
    client = activated(computer(), portal)
    portal.change("GT127F3K", status="suspended")

    assert told(client.check()) == ("valid", "full", "answer")
    assert told(client.check(force=True)) == ("suspended", "read_only", "portal")


def test_the_sentence_comes_in_the_language_of_the_program(computer, portal):
    client = activated(computer(), portal)
    portal.ends_on("GT127F3K", date(2026, 11, 25))

    english = client.check(force=True)
    client.language = "pl"
    polish = client.check(force=True)

    assert (english.verdict, polish.next_step.code) == ("in_grace", "renew")
    assert english.sentence == "The license is in its grace."
    assert polish.sentence == "Licencja skończyła się, trwa okres karencji."


def test_notices_are_shown_and_remembered(computer, portal):
    desk = computer()
    client = activated(desk, portal)
    notice = {"code": "recovery", "weight": 50, "sentence": "Somebody asks for rights."}
    portal.change("GT127F3K", notices=[notice | {"url": "https://konto.example.com/x"}])

    client.check(force=True)

    kept = [(one.weight, one.sentence) for one in desk.start().notices()]
    assert kept == [(50, "Somebody asks for rights.")]


def test_a_device_freed_in_the_portal_learns_it_at_the_next_check(computer, portal):
    client = activated(computer(), portal)
    portal.free("GT127F3K")

    verdict = client.check(force=True)

    assert (verdict.verdict, verdict.mode, verdict.next_step.code) == (
        "released",
        "read_only",
        "sign_in",
    )


@pytest.mark.parametrize("accident", ["down", "hotel", "led away", "answer cut", "answer lost"])
def test_an_answer_that_is_not_the_portals_changes_nothing(computer, portal, accident):
    client = activated(computer(), portal)
    portal.accidents = [accident] * 2

    assert told(client.check(force=True)) == ("valid", "full", "answer")


def test_a_portal_that_does_not_answer_is_left_alone_for_some_minutes(computer, portal):
    desk = computer()
    client = activated(desk, portal)
    desk.travel(days=8)
    portal.accidents = ["down"] * 2

    client.check()
    client.check()
    before = checks(portal)
    desk.travel(minutes=6)
    client.check()

    assert (before, checks(portal)) == (2, 3)


def test_an_old_answer_played_again_is_not_believed(computer, portal, monkeypatch):
    client = activated(computer(), portal)
    old = portal.world
    genuine = client.check(force=True)
    portal.change("GT127F3K", status="suspended")
    recorded = client.state.text("signed")
    real = type(portal).handle

    def replay(self, method, route, data, headers):
        status, answer = real(self, method, route, data, headers)
        return status, answer | ({"signed": recorded} if route.endswith("/check") else {})

    monkeypatch.setattr(type(portal), "handle", replay)
    verdict = client.check(force=True)

    assert old.licenses["GT127F3K"].status == "suspended"
    assert genuine.source == "portal"
    assert verdict.source == "answer"  # not "portal": it proves nothing about today


def test_floating_seats_live_by_heartbeats(computer, portal):
    portal.add_license("GT127F3K", "subiekt-gt", seating="floating", status="registered")
    first, second = computer("PIERWSZY"), computer("DRUGI")
    one, other = signed_in(first, portal), signed_in(second, portal)
    one.activate("GT127F3K")

    portal.travel(minutes=10)
    kept = one.heartbeat()
    portal.travel(minutes=16)  # the first computer went to sleep
    other.activate("GT127F3K")
    lost = one.heartbeat()

    assert kept.verdict == "valid"
    assert (lost.verdict, lost.mode) == ("no_seat", "read_only")


def test_a_disk_that_refuses_does_not_stop_the_program(computer, portal, monkeypatch):
    client = activated(computer(), portal)

    def full(*args, **options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    verdict = client.check(force=True)

    assert told(verdict)[:2] == ("valid", "full")
    assert "not_saved" in verdict.warnings
