"""The vendor's invitation reaches the company's mailbox, and whoever opens it becomes the first administrator."""

from __future__ import annotations

from tests.browser import pages

EMAIL = "biuro@modrzew.example"


def test_the_invited_mailbox_becomes_the_first_administrator(visitor):
    magda = visitor("magda")

    magda.opens_letter(EMAIL, "przejmij konto", "Zobacz zaproszenie")
    magda.looks("Pierwszy administrator firmy Biuro Rachunkowe Modrzew").click("Utwórz konto")
    pages.fill_sign_up(magda, first="Magda", last="Modra", email=EMAIL)
    pages.activate_account(magda, email=EMAIL)
    magda.write("Hasło", pages.TODAY).click("Zaloguj się")
    magda.looks("Pierwszy administrator firmy Biuro Rachunkowe Modrzew").click(
        "Akceptuj zaproszenie"
    )
    magda.looks("Sprawa PIA/").reads("Biegnie okres oczekiwania")

    magda.lets_time_pass("3 dni").go("/").looks("Moje produkty").reads("administrator globalny")
    magda.letter(EMAIL, "masz rolę administratora globalnego")
