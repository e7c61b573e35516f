"""A member asks the administrator for the keys: one gets them, another is refused with a reason."""

from __future__ import annotations


def test_an_administrator_answers_requests(visitor):
    bogna, anna = visitor("bogna"), visitor("anna")

    bogna.signs_in_as("Bogna").looks("Moje produkty").reads(
        "Nie masz uprawnień administratora globalnego"
    )
    bogna.click("Przejdź dalej").looks("Odzyskiwanie uprawnień administratora globalnego")
    bogna.click("Wyślij prośbę o nadanie uprawnień").looks("Wyślij prośbę o nadanie uprawnień")
    bogna.write("Dlaczego prosisz?", "Anna idzie na urlop, a licencje kończą się w grudniu.")
    bogna.click("Wyślij prośbę").reads("Prośba czeka na odpowiedź")

    anna.signs_in_as("Anna").opens_letter(
        "anna@alfa.example", "Bogna Bąk prosi", "Odpowiedz na prośbę"
    )
    anna.looks("Prośba: Bogna Bąk").reads("Anna idzie na urlop")
    anna.click("Nadaj uprawnienia").looks("Nadanie uprawnień: Bogna Bąk")
    anna.choose("administrator globalny").click("Nadaj uprawnienia")
    anna.looks("Prośby o uprawnienia").reads("Rola została nadana")

    anna.click("Odpowiedz Igor Iskra").looks("Prośba: Igor Iskra")
    anna.write("Powód odmowy", "Księgowością zajmie się Bogna.").click("Odmów")
    anna.looks("Prośby o uprawnienia").reads("Księgowością zajmie się Bogna.")

    bogna.letter("bogna@alfa.example", "prośba została uwzględniona")
    # A changed role signs a person out: whoever holds an old session does not get the new rights.
    bogna.signs_in_as("Bogna").looks("Moje produkty").does_not_read(
        "Nie masz uprawnień administratora globalnego"
    )
    refused = bogna.letter("igor@poczta.example", "odmowa")
    assert "Księgowością zajmie się Bogna." in refused["text"]
