"""The seed's whole procedure: an account is deleted, created again, and the keys of the company come back."""

from __future__ import annotations

from klucznik.demo.customers import customer
from tests.browser import pages

EMAIL = "jan@zorza.example"
ZORZA = customer("zorza")


def test_the_last_administrator_deletes_the_account_and_gets_the_keys_back(visitor):
    jan = visitor("jan")
    delete_the_account(jan)

    pages.create_account(jan, first="Jan", last="Kowal", email=EMAIL)
    pages.activate_account(jan, email=EMAIL)
    pages.sign_in(jan, email=EMAIL)
    jan.looks("Dzień dobry, Jan")
    connect_the_company(jan)
    declare(jan)
    two_people_approve(visitor)
    accept_the_keys(jan)
    use_the_five_powers(jan)


def delete_the_account(jan):
    """Moje konto → usuń: warned that nobody else holds the keys, deleted, final after a week."""
    jan.go("/demo/").looks("Pokaz")
    jan.signs_in_as("Jan").click("Moje konto").looks("Moje konto")
    jan.click("Usuń konto").looks("Usuń konto").reads("ostatnim administratorem globalnym")
    jan.write("Twoje hasło", pages.PASSWORD).tick_all().click("Usuń konto").looks(
        "Konto zostanie usunięte"
    )
    jan.lets_time_pass("7 dni", "1 godzina")


def connect_the_company(jan):
    """NIP and license number identify the company; they give no right in it."""
    pages.connect_known_company(
        jan, tax_id=str(ZORZA.tax_id.display), license_number=ZORZA.license_number
    )
    jan.looks("Firma jest podłączona").click("Zamknij").looks("Moje produkty")
    jan.reads("Ta firma nie ma administratora globalnego")


def declare(jan):
    """Jak odzyskać tę rolę → the form → the PDF → the signed scan → the case in review."""
    jan.click("Jak odzyskać tę rolę").looks("Odzyskiwanie uprawnień administratora globalnego")
    jan.click("Przygotuj oświadczenie")
    jan.looks("Przygotuj oświadczenie")
    jan.write("Imię i nazwisko", "Jan Kowal").write("Funkcja", "właściciel")
    jan.write(
        "Dlaczego nikt nie ma uprawnień?", "Konto administratora zostało usunięte przez pomyłkę."
    )
    jan.write("Miejsce podpisania", "Bielsko-Biała").tick_all().click("Przygotuj oświadczenie")
    jan.looks("Sprawa OSW/").reads("Podpisz oświadczenie i wyślij je tutaj")
    scan = pages.scan_of(jan.download("Pobierz oświadczenie (PDF)"), by="Jan Kowal")
    jan.attach("Podpisane oświadczenie", "oswiadczenie.jpg", scan).click("Dodaj plik")
    jan.reads("oswiadczenie.jpg").click("Wyślij oświadczenie")
    jan.reads("Sprawdzamy oświadczenie").looks("Sprawa OSW/")


def two_people_approve(visitor):
    """Filip approves, Grażyna does not see what he decided, and approves too."""
    for key, name in (("filip", "Filip"), ("grazyna", "Grażyna")):
        pages.approve_case(
            visitor(key), name=name, company=ZORZA.name, note="Właściciel według CEIDG."
        )


def accept_the_keys(jan):
    """The waiting period passes; acceptance takes a second step, which Jan sets up now."""
    jan.lets_time_pass("14 dni", "3 dni")
    jan.opens_letter(EMAIL, "możesz przyjąć uprawnienia", "Przyjmij uprawnienia")
    jan.looks("Sprawa OSW/").reads("Możesz przyjąć uprawnienia").click("Przyjmij uprawnienia")
    jan.looks("Do tego potrzebna jest weryfikacja dwuetapowa").click("Włącz aplikację")
    pages.set_up_second_step(jan)
    jan.looks("Przyjmij uprawnienia").click("Przyjmij uprawnienia")
    jan.looks("Moje produkty").reads("Od teraz masz rolę administratora globalnego")


def use_the_five_powers(jan):
    """Licenses, company data, users, access to products, transactions; and the history tells it all."""
    jan.click("Subiekt nexo").looks("Subiekt nexo").reads(ZORZA.license_number)
    jan.click("Dane firmy").looks("Dane firmy").click("Edytuj dane").looks("Edycja danych firmy")
    jan.write("Telefon", "33 811 22 33").click("Zapisz dane").is_at("Dane firmy").reads(
        "33 811 22 33"
    )
    jan.click("Użytkownicy").looks("Użytkownicy").click("Dodaj użytkownika").looks(
        "Dodaj użytkownika"
    )
    jan.write("Adres e-mail", "pomocnik@zorza.example").tick("Subiekt 123").click(
        "Dodaj użytkownika"
    )
    jan.reads("pomocnik@zorza.example").click("Użytkownicy").click("Jan Kowal").looks("Jan Kowal")
    jan.tick("Subiekt 123").click("Zapisz zmiany").reads("Subiekt 123")
    jan.click("Transakcje").looks("Transakcje").reads("ZAM/2026/900026")
    jan.click("Historia").looks("Historia").reads("Nowy administrator globalny: Jan Kowal")
