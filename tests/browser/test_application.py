"""The application in the browser: client and office in the same documents, reading after the end, a number only."""

from __future__ import annotations

import pytest

from tests.browser.people import Visitor


@pytest.fixture
def enters(visitor, demo):
    """`enters("Kamil")`: somebody opens Subiekt 123, and allows it in the Account on another device."""

    def come_in(name: str) -> Visitor:
        there = visitor(f"{name.lower()}-there", demo.application)
        there.go("/subiekt-123/").looks("Subiekt 123").click("Zaloguj się Kontem")
        there.looks("Potwierdź logowanie w Koncie")
        code = there.page.locator(".code strong").inner_text()
        account = visitor(f"{name.lower()}-account").signs_in_as(name)
        account.go(f"/program/?code={code}").click("Dalej").click("Zezwól")
        return there.click("Dalej")

    return come_in


def test_client_and_office_work_in_the_same_documents(enters):
    kamil = enters("Kamil")
    kamil.looks("Dokumenty sprzedaży").reads("Cukiernia Rogal", "Przedszkole nr 7")
    kamil.page.get_by_label("Dzień").fill("2026-11-30")
    kamil.write("Nabywca", "Kino Nowe Horyzonty").write("Kwota brutto", "1234,5")
    kamil.click("Zapisz dokument").looks("Dokumenty sprzedaży")
    kamil.reads("Zapisano dokument.", "1 234,50 zł")

    ela = enters("Ela")
    ela.looks("Wybierz firmę").does_not_read("Apteka Rumianek").click(
        "Cukiernia Rogal Kamil Rogalski"
    )
    ela.looks("Dokumenty sprzedaży").reads("Pracujesz dla klienta jako", "Kino Nowe Horyzonty")
    data = ela.download("Pobierz do arkusza (CSV)").decode("utf-8-sig")
    assert "Kino Nowe Horyzonty;1234.50;Kamil Rogalski" in data


def test_after_the_end_the_client_reads_and_exports(enters):
    malwina = enters("Malwina")

    malwina.looks("Dokumenty sprzedaży").reads("Tylko do odczytu", "Restauracja Sad")
    malwina.does_not_read("Zapisz dokument")
    assert "Restauracja Sad" in malwina.download("Pobierz do arkusza (CSV)").decode("utf-8-sig")


def test_without_a_right_the_page_leads_to_an_administrator(enters):
    marek = enters("Marek")

    marek.looks("Nie masz uprawnienia do aplikacji Subiekt 123").reads("Poproś administratora")


def test_with_a_number_only_the_invitation_comes_again(visitor, demo):
    guest = visitor("guest", demo.application)
    guest.go("/subiekt-123/").click("Mam numer licencji od biura rachunkowego")

    guest.looks("Numer licencji od biura rachunkowego")
    guest.write("NIP lub VATIN firmy", "708-783-62-84").write("Numer licencji", "AAAAA-BBBBB")
    guest.click("Wyślij zaproszenie ponownie")

    guest.looks("Otwórz zaproszenie z wiadomości e-mail").reads("Pismo do producenta nie jest")
