"""Documents in the desktop program: with the internet, without it, after the end, with a dead clock."""

from __future__ import annotations

from datetime import date

from tests.reference.playing import (
    DOCUMENTS,
    EXPORT,
    FETCH,
    FREE_OTHER,
    LICENSES,
    LIST,
    LOAD,
    NEW,
    OFFLINE,
    REQUEST,
    STATE,
    registered,
)

READ_ONLY = "Program pracuje teraz tylko do odczytu."


def test_documents_are_written_listed_and_exported(desk, license, tmp_path):
    till = desk()
    registered(till)
    path = tmp_path / "eksport.txt"

    written = till.play(DOCUMENTS, NEW, "Faktura 1", LIST, EXPORT, str(path))

    assert "Zapisano dokument 1." in written
    assert "1. Faktura 1" in written
    assert path.read_text(encoding="utf-8") == "Faktura 1\n"


def test_after_the_end_documents_can_still_be_read_and_exported(desk, license, portal, tmp_path):
    till = desk()
    registered(till)
    till.play(DOCUMENTS, NEW, "Faktura 1")
    portal.ends_on("GT12AAAA7F3K", date(2020, 1, 1))
    state = till.play(*LICENSES, STATE)

    path = tmp_path / "eksport.txt"
    screen = till.play(DOCUMENTS, NEW, LIST, EXPORT, str(path))

    assert "Tryb: tylko do odczytu. Licencja skończyła się." in state
    assert "Co dalej:" in state
    assert READ_ONLY in screen
    assert "1. Faktura 1" in screen
    assert path.exists()


def test_the_restricted_mode_keeps_to_its_limit(desk, license, portal):
    license.at_end = "restricted"
    till = desk()
    registered(till)
    portal.ends_on("GT12AAAA7F3K", date(2020, 1, 1))
    till.play(*LICENSES, STATE)

    screen = till.play(DOCUMENTS, *[one for number in "123" for one in (NEW, number)], NEW)

    assert "Zapisano dokument 3." in screen
    assert "tryb" in screen.rpartition("Zapisano dokument 3.")[2]


def test_a_computer_without_internet_is_activated_by_files(desk, license, portal, tmp_path):
    till = desk()
    request, file = tmp_path / "zadanie.txt", tmp_path / "licencja.txt"

    asked = till.play(*LICENSES, OFFLINE, REQUEST, str(request))
    file.write_text(portal.answer_request("GT12AAAA7F3K", request.read_text().strip()) + "\r\n")
    portal.accidents = ["down"] * 20
    loaded = till.play(*LICENSES, OFFLINE, LOAD, str(file))
    screen = till.play(DOCUMENTS, NEW, "Paragon")

    assert "Zapisano. Wczytaj ten plik w portalu" in asked
    assert "Plik licencji wczytany." in loaded
    assert "Zapisano dokument 1." in screen


def test_a_file_for_another_computer_is_refused_in_words(desk, license, portal, tmp_path):
    license.size = 2
    request, file = tmp_path / "zadanie.txt", tmp_path / "licencja.txt"
    desk("INNY").play(*LICENSES, OFFLINE, REQUEST, str(request))
    file.write_text(portal.answer_request("GT12AAAA7F3K", request.read_text().strip()))

    screen = desk().play(*LICENSES, OFFLINE, LOAD, str(file), LOAD, str(tmp_path / "none"))

    assert screen.count("Nie udało się:") == 2


def test_a_dead_clock_does_not_stop_the_program_and_setting_it_back_gains_nothing(
    desk, license, portal
):
    till = desk()
    registered(till)
    portal.accidents = ["down"] * 40

    dead = till.play(DOCUMENTS, NEW, "Paragon", clock="1970-01-01")
    over = till.play(DOCUMENTS, NEW, clock="+50d")
    back = till.play(DOCUMENTS, NEW, clock="+1d")

    assert "Zapisano dokument 1." in dead
    assert "! Zegar komputera pokazuje złą datę." in dead
    assert READ_ONLY in over
    assert READ_ONLY in back


def test_a_fresh_license_file_is_fetched_by_hand(desk, license, portal):
    till = desk()
    registered(till)

    screen = till.play(*LICENSES, OFFLINE, FETCH)

    assert "Plik licencji wczytany." in screen
    assert portal.world.devices[0].counter == 1


def test_without_the_portal_every_act_says_so_and_the_program_goes_on(desk, license, portal):
    till = desk()
    registered(till)
    portal.accidents = ["hotel"] * 60

    screen = till.play(*LICENSES, FREE_OTHER, OFFLINE, FETCH, "0", STATE)

    assert screen.count("Portal nie odpowiada.") == 2
    assert "Tryb: pełny." in screen
