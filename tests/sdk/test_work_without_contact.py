"""Without the portal: its last answer, the license file, a grace, and reading only at worst."""

from __future__ import annotations

import json
from datetime import date

from tests.sdk.test_activate import activated
from tests.sdk.test_check import told
from tools.signing import TestKey


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
    client = activated(desk, portal, wants_file=True)
    portal.change("GT127F3K", status="suspended")
    client.check(force=True)
    portal.close()

    desk.travel(days=29)
    first = client.check()
    desk.travel(days=5)
    second = client.check()

    assert told(first) == ("suspended", "read_only", "answer")
    assert second.mode == "read_only"


def test_the_grace_without_contact_does_not_lengthen_the_license(computer, portal):
    desk = computer()
    client = activated(desk, portal, valid_to=date(2026, 12, 10), grace_days=0)
    portal.close()

    desk.travel(days=12)
    verdict = client.check()

    assert (verdict.verdict, verdict.mode) == ("expired", "read_only")


def test_a_changed_state_file_gives_nothing(computer, portal):
    desk = computer()
    activated(desk, portal, wants_file=True)
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


def test_a_fresh_license_file_is_fetched_before_the_old_one_ends(computer, portal):
    desk = computer()
    client = activated(desk, portal, wants_file=True)
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


def test_no_file_binds_the_seat_unless_somebody_wants_one(computer, portal):
    desk = computer()
    client = activated(desk, portal)

    desk.travel(days=40)
    client.check()

    assert client.license_file() is None
    assert not [route for route in portal.routes if route.endswith("/license-file")]
