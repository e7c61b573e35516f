"""An office invites a company that has an administrator of its own, at the address of somebody else: she says no."""

from __future__ import annotations

BETA, OFFICE, APP = "Hurtownia Beta S.A.", "Biuro Rachunkowe Saldo sp. z o.o.", "Subiekt 123"


def test_whoever_holds_the_invitation_only_asks_and_is_refused(visitor):
    damian, celina, hanna = visitor("damian"), visitor("celina"), visitor("hanna")
    email = "damian@beta.example"

    damian.signs_in_as("Damian").opens_letter(email, f"udostępnia {APP}", "Otwórz zaproszenie")
    damian.looks(f"{OFFICE} udostępnia Ci {APP}").reads("Decydują administratorzy firmy")
    hanna.signs_in_as("Hanna").click("Klienci biura").open_row(BETA).looks(BETA)
    hanna.reads("decydują administratorzy klienta", "Firma ma własnych administratorów")

    celina.signs_in_as("Celina").looks("Moje produkty").click("Przeczytaj i zdecyduj")
    celina.looks("Biuro rachunkowe").reads("Damian Dudek").click("Nie przyjmuj")
    celina.looks("Nie przyjmować?").click("Nie przyjmuj")
    celina.reads("Firma tego nie przyjęła. Biuro się o tym dowie.")

    damian.page.reload()
    damian.looks("Zaproszenie nie zostało przyjęte").reads(
        "Osoby, które zarządzają firmą Hurtownia"
    )
    damian.letter(email, f"{BETA} nie przyjmuje {APP}")
    hanna.page.reload()
    hanna.looks(BETA).reads("Temu klientowi niczego nie udostępniasz.")
    hanna.letter("hanna@saldo.example", f"{BETA} nie przyjmuje {APP}")
