"""An application in the browser: a number opens nothing, an administrator is asked, an office works and is stopped."""

from __future__ import annotations

import re

from tests.browser import pages

ROGAL, RUMIANEK = "Cukiernia Rogal Kamil Rogalski", "Apteka Rumianek sp. z o.o."
APP, NUMBER = "Subiekt 123", re.compile(r"(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}")


def test_a_license_number_only_leads_to_the_invitation(visitor):
    magda = visitor("magda")
    email = "magda@rumianek.example"
    invited = magda.letter(email, f"udostępnia {APP}")
    number = NUMBER.search(invited["text"])
    assert number

    magda.go(f"{magda.beside}/").looks("Aplikacje").click(f"Otwórz {APP}").looks(APP)
    magda.click("Mam numer licencji od biura rachunkowego")
    magda.looks("Numer licencji od biura rachunkowego").write("NIP lub VATIN firmy", "7087836284")
    magda.write("Numer licencji", number.group()).click("Wyślij zaproszenie ponownie")
    magda.looks("Otwórz zaproszenie z wiadomości e-mail").does_not_read(email)

    magda.opens_letter(email, "Twoje zaproszenie", "Otwórz zaproszenie")
    magda.looks(f"Biuro Rachunkowe Saldo sp. z o.o. udostępnia Ci {APP}").reads(RUMIANEK)


def test_whoever_has_no_right_asks_an_administrator(visitor):
    igor, anna = visitor("igor"), visitor("anna")
    refused = "Nie posiadasz uprawnień do korzystania z aplikacji Subiekt 123"

    igor.signs_in_as("Igor")
    pages.enter_application(igor)
    igor.looks(f"Nie masz uprawnienia do aplikacji {APP}").click("Poproś administratora")
    igor.looks(refused).write("Do czego jest Ci potrzebny?", "Wystawiam faktury.")
    igor.click("Poproś administratora").reads("Prośba czeka na odpowiedź")
    anna.signs_in_as("Anna").opens_letter(
        "anna@alfa.example", "Igor Iskra prosi o dostęp", "Odpowiedz na prośbę"
    )
    anna.looks(f"Igor Iskra prosi o dostęp: {APP}").reads("Wystawiam faktury.")


def test_an_accountant_loses_the_client_with_the_next_click(visitor):
    ela, kamil = visitor("ela"), visitor("kamil")

    ela.signs_in_as("Ela").click("Klienci biura").looks("Klienci biura").reads(ROGAL)
    pages.enter_application(ela)
    ela.looks("Wybierz firmę").click(ROGAL).looks("Dokumenty sprzedaży").reads(
        "Pracujesz dla klienta"
    )
    ela.write("Dzień", "2026-11-30").write("Nabywca", "Sklep Mak").write("Kwota brutto", "120,50")
    ela.click("Zapisz dokument").reads("Zapisano dokument.", "Sklep Mak")

    kamil.signs_in_as("Kamil").click("Biuro rachunkowe").looks("Biuro rachunkowe")
    kamil.click("Odbierz: Pracować w udostępnionej aplikacji w imieniu Twojej firmy")
    kamil.reads("Biuro nie ma już tego uprawnienia.")

    ela.page.reload()
    ela.looks(f"Nie masz uprawnienia do aplikacji {APP}").reads("nie pozwala biuru pracować")
    ela.click("Zobacz, co dalej").looks(ROGAL).reads(
        "widzieć, kto korzysta z udostępnionej aplikacji"
    )
    pages.enter_application(kamil)
    kamil.looks("Dokumenty sprzedaży").reads("Sklep Mak", "Ela Biernat")
