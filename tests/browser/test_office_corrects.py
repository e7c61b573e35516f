"""An office puts right what went wrong: an address that does not exist, and an acceptance by the wrong person."""

from __future__ import annotations

from tests.browser import pages

OFFICE, APP = "Biuro Rachunkowe Saldo sp. z o.o.", "Subiekt 123"
FALA, ORZEL = "Zakład Fryzjerski Fala Aleksandra Nowicka", "Serwis Rowerowy Orzeł s.c."
CLOSED = "To zaproszenie jest już nieważne"


def test_a_wrong_address_is_corrected_and_the_old_link_is_dead(visitor):
    hanna, stranger, ola = visitor("hanna"), visitor("stranger"), visitor("ola")
    gone, wrong, right = "ola@nie-istnieje.example", "ola@falla.example", "ola@fala.example"

    hanna.signs_in_as("Hanna").looks("Moje produkty").reads("Wróciło zaproszenie dla 1 klienta")
    hanna.click("Zobacz klienta").looks(FALA).reads(f"Adres {gone} nie przyjmuje wiadomości")
    correct(hanna, to=wrong)
    stranger.opens_letter(wrong, f"udostępnia {APP}", "Otwórz zaproszenie")
    stranger.is_at(f"{OFFICE} udostępnia Ci {APP}")

    correct(hanna, to=right)
    stranger.page.reload()
    stranger.looks(CLOSED).letter(wrong, f"{OFFICE}: zaproszenie jest już nieważne")
    ola.opens_letter(right, f"udostępnia {APP}", "Otwórz zaproszenie")
    ola.is_at(f"{OFFICE} udostępnia Ci {APP}").click("Odrzuć zaproszenie")
    ola.looks("Odrzucić zaproszenie?").click("Odrzuć zaproszenie").looks("Zaproszenie odrzucone")
    hanna.letter("hanna@saldo.example", f"{FALA} nie przyjmuje {APP}")


def correct(hanna, *, to: str) -> None:
    hanna.click("Popraw adres").looks("Popraw adres").write("Poprawiony adres", to)
    hanna.click("Popraw i wyślij").looks(FALA).reads(to)


def test_what_the_wrong_person_accepted_is_taken_back(visitor):
    tymon, hanna, ania = visitor("tymon"), visitor("hanna-withdraws"), visitor("ania")
    right = "ania@orzel.example"

    tymon.signs_in_as("Tymon").looks("Moje produkty").reads(APP)

    hanna.signs_in_as("Hanna").click("Klienci biura").open_row(ORZEL).looks(ORZEL).reads(
        "Tymon Orzeł"
    )
    hanna.click("Zaproszenie przyjęła niewłaściwa osoba")
    hanna.looks("Zaproszenie przyjęła niewłaściwa osoba")
    hanna.write("Na jaki adres wysłać teraz zaproszenie", right).click("Wycofaj przyjęcie")
    hanna.looks(ORZEL).reads(right)

    tymon.letter("tymon@poczta.example", f"Nie masz już dostępu do firmy {ORZEL}")
    tymon.signs_in_as("Tymon").does_not_read(ORZEL)

    ania.opens_letter(right, f"udostępnia {APP}", "Otwórz zaproszenie")
    ania.is_at(f"{OFFICE} udostępnia Ci {APP}")
    pages.create_invited_account(ania, first="Ania", last="Orłowska", email=right)
    ania.is_at(f"{OFFICE} udostępnia Ci {APP}").click("Akceptuj zaproszenie")
    ania.looks(f"{ORZEL} jest w portalu")
    hanna.page.reload()
    hanna.looks(ORZEL).reads("Ania Orłowska").does_not_read("Tymon Orzeł przyjm")
