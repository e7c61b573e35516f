"""Seats are taken, freed and found again from the desktop program."""

from __future__ import annotations

from datetime import timedelta

from tests.reference.playing import (
    BY_CODE,
    FETCH,
    FREE_OTHER,
    FREE_THIS,
    LICENSES,
    OFFLINE,
    REGISTER,
    registered,
)


def test_a_dead_computer_is_freed_from_the_refusal_itself(desk, license, portal):
    registered(desk("STARY"))
    new = desk("NOWY")
    new.sign_in()
    new.enter("GT12AAAA7F3K")
    portal.change("GT12AAAA7F3K", status="unregistered")

    screen = new.register("1")

    assert "Zwolnij urządzenie, którego już nie używasz:" in screen
    assert "1  STARY" in screen
    assert screen.rstrip().endswith("Do widzenia.")
    assert "To urządzenie ma stanowisko." in screen


def test_the_day_on_which_a_seat_returns_is_told(desk, license, portal):
    old = desk("STARY")
    registered(old)
    old.play(*LICENSES, OFFLINE, FETCH)
    new = desk("NOWY")
    new.sign_in()
    new.enter("GT12AAAA7F3K")
    portal.change("GT12AAAA7F3K", status="unregistered")

    screen = new.register("1")

    returns_at = portal.world.now + timedelta(days=30)
    assert f"Stanowisko wróci: {returns_at:%Y-%m-%d}" in screen
    assert "To urządzenie ma stanowisko." not in screen


def test_a_repaired_computer_is_the_same_when_the_person_says_so(desk, license, portal):
    license.size = 2
    registered(desk("KASA"))
    repaired = desk("KASA 2", system="KASA system", board="KASA board")
    repaired.sign_in()
    repaired.enter("GT12AAAA7F3K")
    portal.change("GT12AAAA7F3K", status="unregistered")

    screen = repaired.register("1")

    assert "Ten komputer przypomina urządzenie" in screen
    assert "To urządzenie ma stanowisko." in screen
    assert len(portal.world.devices) == 1


def test_other_devices_and_this_one_are_freed_from_the_menu(desk, license, portal):
    license.size = 2
    first, second = desk("PIERWSZY"), desk("DRUGI")
    registered(first)
    second.sign_in()
    second.enter("GT12AAAA7F3K")
    second.play(*LICENSES, REGISTER, BY_CODE, license.code)

    other = second.play(*LICENSES, FREE_OTHER, "1")
    own = second.play(*LICENSES, FREE_THIS, "t", FREE_THIS)

    assert "1  PIERWSZY" in other
    assert "Urządzenie zwolnione." in other
    assert "To urządzenie nie ma stanowiska." in own
    assert not [one for one in portal.world.devices if not one.is_released]
