"""Somebody without an account is invited, creates one on the way, and accepts."""

from __future__ import annotations

from tests.browser import pages

EMAIL = "oskar@alfa.example"


def test_a_new_person_accepts_an_invitation(visitor):
    oskar = visitor("oskar")

    oskar.opens_letter(EMAIL, "Zaproszenie", "Akceptuj zaproszenie")
    oskar.looks("Zaproszenie do korzystania z usług i aplikacji").reads("Anna Alfowska")
    oskar.click("Utwórz konto")
    pages.fill_sign_up(oskar, first="Oskar", last="Orzeł", email=EMAIL)
    pages.activate_account(oskar, email=EMAIL)
    oskar.write("Hasło", pages.TODAY).click("Zaloguj się")

    oskar.looks("Zaproszenie do korzystania z usług i aplikacji").click("Akceptuj zaproszenie")
    oskar.looks("Jesteś w firmie Piekarnia Alfa sp. z o.o.").click("Pokaż moje produkty")
    oskar.looks("Moje produkty").reads("Piekarnia Alfa sp. z o.o.")
    oskar.letter("anna@alfa.example", "Oskar Orzeł")
