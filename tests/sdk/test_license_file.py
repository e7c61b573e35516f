"""A license file on its own: which computer it is for, which days it allows, and what it may never do."""

from __future__ import annotations

from datetime import date

import pytest

from klucznik_client import InvalidToken, devices, license_files
from tests.sdk.test_activate import activated
from tests.sdk.test_sign_in import signed_in
from tests.sdk.test_verify_tokens import KEY, RING
from tools import vectors

PARTS = {"system": "s" * 16, "board": "b" * 16, "disk": "d" * 16, "network": "n" * 16}


def file(**changes):
    return license_files.read(KEY.sign("device", vectors.device(**changes)), RING)


@pytest.mark.parametrize(
    ("now", "likeness"),
    [
        (PARTS, "same"),
        (PARTS | {"network": "x" * 16}, "perhaps"),  # another network card
        (PARTS | {"disk": "x" * 16, "network": "x" * 16}, "perhaps"),  # 6 of 9
        (PARTS | {"system": "x" * 16, "disk": "x" * 16}, "other"),  # 4 of 9
        (PARTS | {"system": "x" * 16}, "perhaps"),  # 6 of 9: a new system on the same board
        ({"disk": PARTS["disk"]}, "other"),  # all of what both know, but only 2
        ({"board": PARTS["board"]}, "perhaps"),
        ({"user": "u" * 16}, "other"),
        ({}, "other"),
    ],
)
def test_a_computer_is_known_again_by_its_parts(now, likeness):
    assert devices.compare(PARTS, now) == likeness


def test_nothing_is_the_same_as_nothing():
    assert devices.compare({}, {}) == "other"


@pytest.mark.parametrize(
    ("day", "verdict", "mode", "left"),
    [
        ("2025-12-30", "not_yet", "read_only", 2),
        ("2025-12-31", "valid", "full", 365),  # somewhere it is January already
        ("2026-12-31", "valid", "full", 0),
        ("2027-01-01", "in_grace", "full", 13),
        ("2027-01-14", "in_grace", "full", 0),
        ("2027-01-15", "expired", "restricted", None),
    ],
)
def test_the_days_of_a_license(day, verdict, mode, left):
    judged = license_files.judge(file(at_end="restricted"), date.fromisoformat(day))

    assert (judged.verdict, judged.mode, judged.days_left) == (verdict, mode, left)


def test_a_version_published_after_the_subscription_is_restricted_the_older_one_works():
    right = file(valid_to=None, grace_to=None, version_to="2026-06-30")
    today = date(2026, 11, 30)

    newer = license_files.judge(right, today, released=date(2026, 7, 1))
    older = license_files.judge(right, today, released=date(2026, 6, 30))

    assert (newer.verdict, newer.mode) == ("version_not_covered", "restricted")
    assert (older.verdict, older.mode) == ("valid", "full")


def test_a_mode_from_the_future_allows_reading_only():
    judged = license_files.judge(file(at_end="half", mode="full"), date(2028, 1, 1))

    assert judged.mode == "read_only"


def test_a_file_that_came_by_stick_works_without_any_contact(computer, portal):
    portal.add_license("GT127F3K", "subiekt-gt", size=2)
    desk = computer()
    client = desk.start()

    content = portal.answer_request("GT127F3K", client.make_request())
    portal.close()
    loaded = client.load_license_file(f"\r\n {content[:60]}\r\n{content[60:]}\n")
    verdict = desk.start().check()

    assert loaded.company == "Hurtownia Alfa sp. z o.o."
    assert (verdict.verdict, verdict.mode, verdict.source) == ("valid", "full", "file")
    assert verdict.contact_days_left == 30


def test_renewing_gives_a_higher_counter_and_the_older_file_is_refused_from_then_on(
    computer, portal
):
    portal.add_license("GT127F3K", "subiekt-gt")
    client = computer().start()
    first = portal.answer_request("GT127F3K", client.make_request())
    client.load_license_file(first)
    portal.travel(days=20)
    second = portal.answer_request("GT127F3K", client.make_request())

    client.load_license_file(second)

    assert client.license_file().counter == 2
    with pytest.raises(InvalidToken) as refused:
        client.load_license_file(first)
    assert refused.value.code == "older_file"


def test_the_file_of_another_computer_is_refused(computer, portal):
    portal.add_license("GT127F3K", "subiekt-gt", size=2)
    content = portal.answer_request("GT127F3K", computer("KASA-1").start().make_request())

    with pytest.raises(InvalidToken) as refused:
        computer("KASA-2").start().load_license_file(content)
    assert refused.value.code == "other_device"


def test_the_file_of_another_program_is_refused(computer, portal):
    portal.add_license("GT127F3K", "subiekt-gt")
    desk = computer()
    content = portal.answer_request("GT127F3K", desk.start().make_request())

    with pytest.raises(InvalidToken) as refused:
        desk.start("rewizor-gt").load_license_file(content)
    assert refused.value.code == "other_product"


def test_a_registration_file_of_the_portal_works_on_every_computer_of_the_company(computer, portal):
    portal.add_license("NX349Q2M", "subiekt-nexo", offline_days=365)
    client = computer().start("subiekt-nexo", unregistered_days=45)

    client.load_license_file(portal.registration_file("NX349Q2M"))
    verdict = client.check()

    assert (verdict.verdict, verdict.mode, verdict.source) == ("valid", "full", "file")


def test_a_repaired_computer_goes_on_working_and_says_so(computer, portal):
    desk = computer()
    activated(desk, portal, wants_file=True)
    portal.close()

    repaired = desk.start(parts=desk.parts | {"disk": "f" * 32})
    verdict = repaired.verdict()

    assert verdict.mode == "full"
    desk.travel(days=31)  # the answer is over; the file still knows the board and the system
    assert repaired.verdict().warnings == ("device_changed", "no_contact")


def test_a_request_file_says_nothing_of_the_computer_but_hashes_and_its_name(computer, portal):
    client = signed_in(computer(), portal)

    request = client.make_request()

    assert request.isascii()
    assert not {"=", "\n", "."} & set(request)
    assert client.state.text("token") not in request
