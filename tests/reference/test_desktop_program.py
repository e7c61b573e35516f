"""The desktop program is played by hand: every flow of its license, in both languages."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, timedelta

import pytest

from reference.desktop.programs import PROGRAMS
from reference.desktop.words import WORDS
from tests.reference.playing import (
    BY_CODE,
    DOCUMENTS,
    ENTITIES,
    EXPORT,
    FETCH,
    FREE_OTHER,
    FREE_THIS,
    LICENSES,
    LIST,
    LOAD,
    NEW,
    OFFLINE,
    REGISTER,
    REQUEST,
    STATE,
    Desk,
)
from tools.surroundings import ROOT

READ_ONLY = "Program pracuje teraz tylko do odczytu."


@pytest.fixture
def desk(computer, portal):
    """A till whose clock is the real one, as the program has it; the portal keeps to it."""
    portal.world.now = datetime.now(portal.world.now.tzinfo).replace(microsecond=0)
    return lambda name="KASA-1", program="subiekt-gt", **parts: Desk(
        computer(name, **parts), program
    )


@pytest.fixture
def license(portal):
    return portal.add_license("GT12AAAA7F3K", "subiekt-gt", size=1)


def registered(desk):
    desk.sign_in()
    desk.enter("GT12AAAA7F3K")
    return desk.register()


def test_number_statements_sign_in_registration_and_a_seat(desk, license):
    till = desk()

    before = till.play(DOCUMENTS, NEW)
    signed_in = till.sign_in()
    kept = till.enter("gt12-aaaa-7f3k")
    screen = till.register()

    assert READ_ONLY in before
    assert "Zalogowano: Anna Nowak <anna@alfa.example>" in signed_in
    assert "Numer zapisany" in kept
    assert "Sprawdź NIP: PL5252248481" in screen
    assert "Licencja jest zarejestrowana." in screen
    assert "To urządzenie ma stanowisko." in screen
    assert license.status == "registered"


def test_without_its_consents_nothing_is_kept_and_nothing_sent(desk, license, portal):
    till = desk()

    refused = till.play(*LICENSES, "1", "GT12AAAA7F3K", "t", "n", REGISTER)
    till.sign_in()
    till.enter("GT12AAAA7F3K")
    not_sent = till.play(*LICENSES, REGISTER, "1", "1", "", "", "", "n")

    assert "Bez tej zgody numer nie zostanie zapisany." in refused
    assert "Najpierw wpisz numer licencji." in refused
    assert "Nic nie wysłano." in not_sent
    assert license.status == "unregistered"


def test_registering_signs_in_on_the_way(desk, license):
    till = desk()
    till.enter("GT12AAAA7F3K")

    screen = till.play(*LICENSES, REGISTER, "1", "", till.confirm, "1", "", "", "", "t")

    assert "Jeszcze nie potwierdzono." in screen
    assert "Licencja jest zarejestrowana." in screen


def test_an_education_license_awaits_acceptance_and_works_meanwhile(desk, portal, license):
    license.needs_acceptance = True
    till = desk()

    screen = registered(till)
    state = till.play(*LICENSES, STATE)

    assert "Czeka na akceptację producenta" in screen
    assert "Tryb: pełny. Rejestracja czeka na akceptację." in state


def test_the_activation_code_registers_a_second_computer_without_signing_in(desk, license):
    license.size = 2
    registered(desk())
    home = desk("DOM")
    home.enter("GT12AAAA7F3K")

    screen = home.play(*LICENSES, REGISTER, BY_CODE, license.code)

    assert "To urządzenie ma stanowisko." in screen


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


def test_a_dead_computer_is_freed_from_the_refusal_itself(desk, license, portal):
    registered(desk("STARY"))
    portal.world.devices[0].file_until = None  # it never worked without the internet
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
    registered(desk("STARY"))
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


def test_a_nexo_program_works_unregistered_for_45_days(desk, portal):
    till = desk(program="subiekt-nexo")

    first = till.play(DOCUMENTS, NEW, "Oferta")
    last = till.play(DOCUMENTS, NEW, "Oferta 2", clock="+44d")
    over = till.play(DOCUMENTS, NEW, clock="+45d")

    assert "Zostało dni: 45" in first
    assert "Zapisano dokument 2." in last
    assert READ_ONLY in over
    assert "Zarejestruj licencję" in over


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


def test_an_office_registers_clients(desk, portal):
    license = portal.add_license("RA12AAAA7F3K", "rachmistrz-gt", variant="office", size=2)
    office = desk(program="rachmistrz-gt")
    office.sign_in()
    office.enter("RA12AAAA7F3K")
    registration = office.register()

    by_person = office.play(*LICENSES, ENTITIES, "PL7010023450", "Klient 1")
    office.play(*LICENSES, "3")
    by_code = office.play(*LICENSES, ENTITIES, "PL9542583988", "Klient 2", license.code)
    too_many = office.play(*LICENSES, ENTITIES, "PL1234563218", "Klient 3", license.code)

    assert "Kod aktywacyjny dla kolejnych podmiotów przyjdzie e-mailem." in registration
    assert "Podmiot zarejestrowany." in by_person
    assert "Podmiot zarejestrowany." in by_code
    assert "Portal odmówił: Limit podmiotów jest wykorzystany." in too_many


def test_a_fresh_license_file_is_fetched_by_hand(desk, license, portal):
    till = desk()
    registered(till)

    screen = till.play(*LICENSES, OFFLINE, FETCH)

    assert "Plik licencji wczytany." in screen
    assert portal.world.devices[0].counter == 2


def test_without_the_portal_every_act_says_so_and_the_program_goes_on(desk, license, portal):
    till = desk()
    registered(till)
    portal.accidents = ["hotel"] * 60

    screen = till.play(*LICENSES, FREE_OTHER, OFFLINE, FETCH, "0", STATE)

    assert screen.count("Portal nie odpowiada.") == 2
    assert "Tryb: pełny." in screen


def test_the_same_in_english(desk, license):
    till = desk()
    till.language = "en"

    screen = till.play(*LICENSES, "1", "GT12AAAA7F3K", "y", "y", STATE, "9", "x")

    assert "Number kept." in screen
    assert "License number: GT12-****-7F3K" in screen
    assert screen.count("There is no such entry.") == 2
    assert "Goodbye." in screen


def test_every_sentence_has_both_languages_with_the_same_values():
    fields = [[text.count("{") for text in both] for both in WORDS.values()]

    assert all(polish == english for polish, english in fields)
    assert all(all(both) for both in WORDS.values())


def test_all_programs_of_both_desktop_lines_are_known():
    assert len(PROGRAMS) == 15


def test_it_starts_from_the_command_line_and_paints_nothing_into_a_pipe(portal, tmp_path):
    command = [
        *(sys.executable, "-m", "reference.desktop", "--program", "gestor-nexo"),
        *("--server", portal.url, "--state", str(tmp_path / "state.json")),
    ]

    ran = subprocess.run(
        command,
        cwd=ROOT,
        env={"PYTHONPATH": "sdk/python", "PYTHONUTF8": "1", "PATH": ""},
        input="1\n2\nOferta\n0\n0\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert ran.returncode == 0, ran.stderr
    assert "Klucze portalu wzięto z niego samego" in ran.stdout
    assert "Zapisano dokument 1." in ran.stdout
    assert "\033" not in ran.stdout
    assert portal.routes == ["/api/v1/keys"]
