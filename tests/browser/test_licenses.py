"""Licenses: a dead computer's place, a computer without internet, an application activated, what needs attention."""

from __future__ import annotations

import base64
import json

from tests.browser.people import Visitor


def request_of(name: str) -> str:
    """What the program shows on a computer that has no internet."""
    parts = {part: f"{part}-{name.lower()}".ljust(24, "0") for part in ("system", "board", "disk")}
    said = {
        "format": "klucznik-request-1",
        "product": "subiekt-nexo",
        "version": "60.0",
        "device": {"name": name, "system": "Windows 11", "parts": parts},
        "nonce": "k1",
    }
    return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")


def turn_to(visitor: Visitor, tab: str) -> Visitor:
    """Another page about the same license; the rail has entries that read alike."""
    bar = visitor.page.get_by_role("navigation", name="O tej licencji")
    bar.get_by_role("link", name=tab).click()
    return visitor


def next_step(visitor: Visitor, row: str) -> None:
    """Take what the row with these words offers at its end."""
    found = visitor.page.locator(".row", has_text=row).locator(".row__next")
    found.get_by_role("link").click()


def test_a_dead_computer_gives_its_place_back(visitor):
    anna = visitor("anna-devices")

    anna.signs_in_as("Anna").looks("Moje produkty").reads("3 z 3 stanowisk")
    next_step(anna, "Subiekt GT")
    anna.looks("Subiekt GT").reads("KASA-STARA")
    next_step(anna, "KASA-STARA")
    anna.looks("Zwolnij stanowisko").click("Zwolnij stanowisko")

    anna.looks("Subiekt GT").reads("2 z 3")
    turn_to(anna, "Historia").reads("KASA-STARA")
    anna.click("Moje produkty").is_at("Moje produkty").reads("2 z 3 stanowisk")


def test_a_computer_without_internet_gets_a_license_file(visitor):
    bartek = visitor("bartek-offline")

    bartek.signs_in_as("Bartek").click("Subiekt nexo").looks("Subiekt nexo")
    turn_to(bartek, "Urządzenia").looks("Subiekt nexo").reads("LAPTOP-BARTEK").click(
        "Aktywuj bez internetu"
    )
    bartek.looks("Subiekt nexo").write("Prośba programu", request_of("LAPTOP-TARGI"))
    bartek.click("Utwórz plik licencji").looks("Subiekt nexo").reads("LAPTOP-TARGI")

    assert bartek.download("Pobierz").startswith(b"KL1.device.")
    turn_to(bartek, "Historia").reads("LAPTOP-TARGI")


def test_an_application_is_activated_by_accepting_its_terms(visitor):
    anna = visitor("anna-app")

    anna.signs_in_as("Anna").click("Wymagają uwagi 3").looks("Moje produkty")
    next_step(anna, "zarezerwuj.pl")
    anna.looks("zarezerwuj.pl").tick_all()
    anna.click("Zaakceptuj regulamin i aktywuj").looks("zarezerwuj.pl").reads("zarejestrowana")

    anna.letter("anna@alfa.example", "Aktywacja aplikacji")
    anna.go("/").click("Moje produkty").is_at("Moje produkty").reads("Wymagają uwagi 2")


def test_every_tab_of_a_license_can_be_read(visitor):
    olga = visitor("olga")

    olga.signs_in_as("Olga").looks("Moje produkty").reads("42 z 50 podmiotów")
    olga.click("Biuro nexo").looks("Biuro nexo")
    for tab in ("Urządzenia", "Podmioty", "Okresy", "Plik licencji", "Historia"):
        turn_to(olga, tab).looks("Biuro nexo")


def test_a_suspended_license_tells_why(visitor):
    celina = visitor("celina-licenses")

    celina.signs_in_as("Celina").looks("Moje produkty").reads("8 z 9 stanowisk", "zawieszona")
    next_step(celina, "Rewizor GT")
    celina.looks("Rewizor GT").reads("Zwrot programu jest w toku")
