"""The last administrator hands the company over, deletes the account, and thinks better of it."""

from __future__ import annotations

from tests.browser import pages

EMAIL = "anna@alfa.example"


def test_the_last_administrator_hands_over_deletes_the_account_and_stops_that(visitor):
    anna = visitor("anna")

    anna.signs_in_as("Anna").go("/account/").click("Usuń konto").looks("Usuń konto")
    anna.reads("ostatnim administratorem globalnym").click("Przekaż administrowanie")
    anna.looks("Przekaż klucze").click("Wybierz: Bartek Brzoza")
    anna.looks("Przekaż klucze: Bartek Brzoza").tick("Zostaję użytkownikiem")
    anna.click("Przekaż klucze").looks("Usuń konto")
    anna.reads("Bartek Brzoza").does_not_read("ostatnim administratorem globalnym")
    anna.click("Usuń konto").looks("Konto zostanie usunięte")
    anna.letter("bartek@alfa.example", "klucze firmy są Twoje")

    pages.sign_in(anna, email=EMAIL, password=pages.PASSWORD)
    anna.is_at("Drugi krok").write("Kod", code_shown_to(visitor)).click("Zaloguj się")
    anna.looks("To konto jest usuwane").click("Zatrzymaj usuwanie konta")
    anna.looks("Dzień dobry, Anna").reads("Usuwanie zostało zatrzymane. Konto zostaje Twoje.")
    anna.letter(EMAIL, "Usuwanie Twojego konta zostało zatrzymane")


def code_shown_to(visitor):
    """What the application on Anna's phone says now."""
    phone = visitor("phone").go("/demo/")
    return phone.page.get_by_role("listitem").filter(has_text=EMAIL).locator(".code").inner_text()
