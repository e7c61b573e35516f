"""Rachmistrz keeps the books of clients: whose are open, how long without a registration, and F13's registration."""

from __future__ import annotations

import pytest

from tests.reference.playing import (
    ACCOUNT,
    AS_CLIENT,
    AS_LATER,
    DOCUMENTS,
    LICENSES,
    NEW,
    OPEN_ENTITY,
    REGISTER_CLIENT,
    STATE,
    registered,
)

CLIENT = ("7010023466", "Piekarnia Kłos")


@pytest.fixture
def office(desk, portal):
    """A computer of the office with a registered Rachmistrz."""
    portal.add_license("GT12AAAA7F3K", "rachmistrz-gt", variant="office", size=5)
    till = desk(program="rachmistrz-gt")
    registered(till)
    return till


def test_an_open_entity_tells_how_long_it_can_be_changed(office):
    screen = office.play(*LICENSES, OPEN_ENTITY, *CLIENT, STATE)
    again = office.play()

    assert "Podmiot: Piekarnia Kłos (PL7010023466). [unregistered]" in screen
    assert "Dni do trybu tylko do odczytu dla tego podmiotu: 60" in screen
    assert "Podmiot: Piekarnia Kłos" in again


def test_after_its_days_its_documents_are_read_and_a_registration_opens_them(office, portal):
    office.play(*LICENSES, OPEN_ENTITY, *CLIENT)

    portal.travel(days=61)
    over = office.play(DOCUMENTS, NEW, clock="+61d")
    office.play(*LICENSES, REGISTER_CLIENT, AS_CLIENT, clock="+61d")
    open_again = office.play(DOCUMENTS, NEW, "Faktura 1", clock="+61d")

    assert "Dokumenty tego podmiotu możesz czytać i eksportować." in over
    assert "Zapisano dokument 1." in open_again
    assert portal.world.licenses["GT12AAAA7F3K"].entities == ["PL7010023466"]


def test_later_is_a_choice_too(office, portal):
    screen = office.play(*LICENSES, OPEN_ENTITY, *CLIENT, REGISTER_CLIENT, AS_LATER)

    assert screen.count("[unregistered]") == 3
    assert portal.world.first_runs.keys() == {"PL7010023466"}


def test_the_wrong_account_is_told_and_can_be_changed(office, portal):
    office.play(*LICENSES, OPEN_ENTITY, *CLIENT)
    license = portal.world.licenses["GT12AAAA7F3K"]
    license.status = "unregistered"

    stays = office.play(*LICENSES, REGISTER_CLIENT, AS_CLIENT, "n")

    def other_account(screen: str) -> str:
        license.status = "registered"
        return office.confirm(screen)

    changed = office.play(*LICENSES, REGISTER_CLIENT, AS_CLIENT, "t", other_account)
    assert "Program jest połączony z kontem anna@alfa.example." in stays
    assert "Zmienić Konto?" in stays
    assert "Wylogowano." in changed
    assert "[registered]" in changed


def test_without_an_entity_or_an_account_it_leads_on(office):
    nothing = office.play(*LICENSES, REGISTER_CLIENT)
    office.play(*LICENSES, ACCOUNT)
    signing_in = office.play(
        *LICENSES, OPEN_ENTITY, *CLIENT, REGISTER_CLIENT, office.confirm, AS_CLIENT
    )

    assert "Najpierw otwórz podmiot." in nothing
    assert "[registered]" in signing_in
