"""A check is an answer, never an exception: asked, kept, offline, in grace, and read-only at worst."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.sdk.test_activate import activated
from tests.sdk.test_sign_in import signed_in
from tools.signing import TestKey


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
    notice = {"code": "recovery", "weight": "warning", "sentence": "Somebody asks for rights."}
    portal.change("GT127F3K", notices=[notice | {"url": "https://konto.example.com/x"}])

    client.check(force=True)

    assert [one.sentence for one in desk.start().notices()] == ["Somebody asks for rights."]


def test_without_a_connection_the_last_answer_holds_until_its_day(computer, portal):
    desk = computer()
    client = activated(desk, portal)
    portal.close()

    desk.travel(days=29)
    verdict = client.check()

    assert told(verdict) == ("valid", "full", "answer")
    assert verdict.contact_days_left == 1


def test_then_the_file_then_a_grace_then_reading_only(computer, portal):
    desk = computer()
    client = activated(desk, portal)
    desk.travel(days=20)
    client.fetch_license_file()
    portal.close()

    told_after = {}
    for days in (11, 20, 13, 2):
        desk.travel(days=days)
        told_after[days] = client.check()

    assert told(told_after[11]) == ("valid", "full", "file")
    assert told(told_after[20]) == ("valid", "full", "grace")
    assert "no_contact" in told_after[20].warnings
    assert told(told_after[13]) == ("valid", "full", "grace")
    assert told(told_after[2]) == ("no_contact", "read_only", "none")
    assert not told_after[2].can_change


def test_the_portal_coming_back_ends_every_doubt(computer, portal):
    desk = computer()
    client = activated(desk, portal)
    desk.travel(days=90)
    portal.accidents = ["down"] * 2

    assert told(client.check()) == ("no_contact", "read_only", "none")
    desk.travel(minutes=6)
    assert told(client.check()) == ("valid", "full", "portal")


def test_the_end_of_the_license_is_kept_without_a_connection(computer, portal):
    desk = computer()
    client = activated(desk, portal, valid_to=date(2026, 12, 10), grace_days=5)
    portal.close()

    seen = []
    for _ in range(4):
        desk.travel(days=6)
        seen.append(client.check())

    assert [one.verdict for one in seen] == ["valid", "in_grace", "expired", "expired"]
    assert [one.mode for one in seen] == ["full", "full", "read_only", "read_only"]
    assert [one.days_left for one in seen[:2]] == [4, 3]


def test_a_perpetual_right_works_in_full_after_its_subscription(computer, portal):
    desk = computer()
    client = activated(desk, portal, valid_to=date(2026, 12, 10), grace_days=0, at_end="full")
    portal.close()

    desk.travel(days=20)

    assert told(client.check()) == ("expired", "full", "answer")


def test_what_the_portal_took_back_does_not_return_from_the_file(computer, portal):
    desk = computer()
    client = activated(desk, portal)
    portal.change("GT127F3K", status="suspended")
    client.check(force=True)
    portal.close()

    desk.travel(days=29)
    first = client.check()
    desk.travel(days=5)
    second = client.check()

    assert told(first) == ("suspended", "read_only", "answer")
    assert second.mode == "read_only"


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


def test_a_changed_state_file_gives_nothing(computer, portal):
    desk = computer()
    activated(desk, portal)
    kept = json.loads(desk.state.read_text())
    stranger = TestKey("stranger")
    for name in ("signed", "file"):
        purpose = kept[name].split(".")[1]
        kept[name] = stranger.sign(purpose, {"v": 1, "works_until": "2099-01-01T00:00:00Z"})
    desk.state.write_text(json.dumps(kept))
    portal.close()

    assert told(desk.start().check()) == ("unregistered_over", "read_only", "none")


def test_an_unregistered_program_works_for_its_days_from_the_first_use(computer, portal):
    desk = computer()

    seen = []
    for days in (0, 44, 1):
        desk.travel(days=days)
        seen.append(desk.start("subiekt-nexo", unregistered_days=45).check())

    assert [one.verdict for one in seen] == ["unregistered", "unregistered", "unregistered_over"]
    assert [one.days_left for one in seen] == [45, 1, None]
    assert [one.mode for one in seen] == ["full", "full", "read_only"]
    assert not portal.requests


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


def test_a_fresh_license_file_is_fetched_before_the_old_one_ends(computer, portal):
    desk = computer()
    client = activated(desk, portal)
    first = client.license_file()

    desk.travel(days=14)
    client.check()
    same = client.license_file()
    desk.travel(days=7)
    client.check()
    renewed = client.license_file()

    assert same.counter == first.counter
    assert renewed.counter == first.counter + 1
    assert renewed.expires > first.expires


def test_a_disk_that_refuses_does_not_stop_the_program(computer, portal, monkeypatch):
    client = activated(computer(), portal)

    def full(*args, **options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    verdict = client.check(force=True)

    assert told(verdict)[:2] == ("valid", "full")
    assert "not_saved" in verdict.warnings
