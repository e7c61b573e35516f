"""The first account of a company that nobody knows founds it and administers it."""

from __future__ import annotations

from klucznik.demo.customers import UNKNOWN_TAX_ID


def test_the_first_account_of_an_unknown_company_founds_it(visitor):
    dorota = visitor("dorota")

    dorota.signs_in_as("Dorota").looks("Dzień dobry, Dorota")
    dorota.click("Dodaj firmę").looks("Dodaj firmę")
    dorota.write("NIP lub VATIN", "1234563219").click("Zatwierdź").reads("W NIP-ie jest błąd")
    dorota.write("NIP lub VATIN", f"PL {UNKNOWN_TAX_ID.display}").click("Zatwierdź")
    dorota.looks("Dane firmy").reads("Rejestruj")
    dorota.write("Nazwa firmy", "Warsztat Ćma Dorota Dąb").write("Ulica i numer", "Polna 1")
    dorota.write("Kod pocztowy", "30-001").write("Miejscowość", "Kraków")
    dorota.tick("Znam treść oświadczenia").click("Dodaj firmę")

    dorota.looks("Firma jest podłączona").click("Zamknij").looks("Moje produkty")
    dorota.reads("administrator globalny")
    dorota.click("Dane firmy").looks("Dane firmy").reads(UNKNOWN_TAX_ID.display)
