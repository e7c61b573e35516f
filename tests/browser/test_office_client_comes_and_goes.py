"""An office and its client, from adding to leaving: shared, accepted with a new account, limited, ended."""

from __future__ import annotations

from tests.browser import pages

FIRM, EMAIL = "Zakład Szewski Kopytko", "olek@kopytko.example"
NIP, OFFICE, APP = "1234563218", "Biuro Rachunkowe Saldo sp. z o.o.", "Subiekt 123"


def test_a_client_is_added_invited_and_leaves(visitor):
    hanna, olek = visitor("hanna"), visitor("olek")

    add_client(hanna)
    share_through_the_steps(hanna)
    accept_with_new_account(olek)

    hanna.letter("hanna@saldo.example", f"{FIRM} przyjmuje {APP}")
    hanna.opens_letter("hanna@saldo.example", f"{FIRM} przyjmuje {APP}", "Zobacz klienta")
    hanna.looks(FIRM).reads("Olek Szydło", "pracować w udostępnionej aplikacji")

    olek.click("Biuro rachunkowe").looks("Biuro rachunkowe").reads(OFFICE)
    olek.click("Odbierz: Odczytywać dane firmy").reads("Biuro nie ma już tego uprawnienia.")
    hanna.page.reload()
    hanna.reads("widzieć, kto korzysta").does_not_read("odczytywać dane firmy, od")

    olek.click("Zakończ współpracę").looks("Zakończyć współpracę z biurem?")
    olek.click("Zakończ współpracę").looks("Biuro rachunkowe").reads("współpraca zakończona")
    hanna.opens_letter(
        "hanna@saldo.example", f"{FIRM}: koniec udostępniania {APP}", "Zobacz klienta"
    )
    hanna.looks(FIRM).reads("zakończono")


def add_client(hanna) -> None:
    hanna.signs_in_as("Hanna").click("Klienci biura").looks("Klienci biura")
    hanna.click("Dodaj klienta").looks("Dodaj klienta").write("NIP lub VATIN", NIP)
    hanna.click("Zatwierdź").looks("Rejestracja klienta biura").write("Nazwa klienta", FIRM)
    hanna.click("Zarejestruj klienta biura").looks(FIRM)
    hanna.reads(
        f"Zarejestrowano klienta biura: {FIRM}.", "Temu klientowi niczego nie udostępniasz."
    )


def share_through_the_steps(hanna) -> None:
    hanna.click("Udostępnij").looks("Udostępnij aplikację").write("Ulica i numer", "Krótka 1")
    hanna.write("Kod pocztowy", "50-001").write("Miejscowość", "Wrocław")
    hanna.write("E-mail klienta", "olek@kopytko.exmaple").click("Przejdź dalej")
    hanna.looks("Czy to właściwy adres?").write("E-mail klienta", EMAIL)
    hanna.click("Przejdź do podsumowania").looks("Podsumowanie").reads(EMAIL, "Krótka 1")
    hanna.click("Udostępnij").looks("Zaproszenie jest w drodze").click("Zamknij").is_at(FIRM)


def accept_with_new_account(olek) -> None:
    olek.opens_letter(EMAIL, f"{OFFICE} udostępnia {APP}", "Otwórz zaproszenie")
    olek.looks(f"{OFFICE} udostępnia Ci {APP}")
    pages.create_invited_account(olek, first="Olek", last="Szydło", email=EMAIL)
    olek.looks(f"{OFFICE} udostępnia Ci {APP}").click("Akceptuj zaproszenie")
    olek.looks(f"{FIRM} jest w portalu").click("Pokaż moje produkty")
    olek.looks("Moje produkty").reads(APP)
