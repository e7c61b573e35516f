"""A license is registered from the menus of the desktop program, with its statements and its consents."""

from __future__ import annotations

from tests.reference.playing import (
    BY_CODE,
    DOCUMENTS,
    ENTITIES,
    LICENSES,
    NEW,
    REGISTER,
    STATE,
    registered,
)

READ_ONLY = "Program pracuje teraz tylko do odczytu."


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


def test_a_nexo_program_works_unregistered_for_45_days(desk, portal):
    till = desk(program="subiekt-nexo")

    first = till.play(DOCUMENTS, NEW, "Oferta")
    last = till.play(DOCUMENTS, NEW, "Oferta 2", clock="+44d")
    over = till.play(DOCUMENTS, NEW, clock="+45d")

    assert "Zostało dni: 45" in first
    assert "Zapisano dokument 2." in last
    assert READ_ONLY in over
    assert "Zarejestruj licencję" in over


def test_an_office_registers_clients(desk, portal):
    license = portal.add_license("RA12AAAA7F3K", "rachmistrz-gt", variant="office", size=2)
    office = desk(program="rachmistrz-gt")
    office.sign_in()
    office.enter("RA12AAAA7F3K")
    registration = office.register()

    by_person = office.play(*LICENSES, ENTITIES, "PL7010023466", "Klient 1")
    office.play(*LICENSES, "3")
    by_code = office.play(*LICENSES, ENTITIES, "PL9542583988", "Klient 2", license.code)
    too_many = office.play(*LICENSES, ENTITIES, "PL1234563218", "Klient 3", license.code)

    assert "Kod aktywacyjny dla kolejnych podmiotów przyjdzie e-mailem." in registration
    assert "Podmiot zarejestrowany." in by_person
    assert "Podmiot zarejestrowany." in by_code
    assert "Portal odmówił: Limit podmiotów jest wykorzystany." in too_many
