"""A license of the office ended: the clients that it has stay, and another one is refused with a sentence."""

from __future__ import annotations


def test_a_new_client_is_refused_and_those_there_are_stay(visitor):
    hanna = visitor("hanna")

    hanna.signs_in_as("Hanna").click("Klienci biura").is_at("Klienci biura")
    hanna.reads("3 z 2 podmiotów", "ponad limit: 1")
    hanna.click("Dodaj klienta").looks("Dodaj klienta").reads("są zajęte: 3 z 2")
    hanna.write("NIP lub VATIN", "1234563218").click("Zatwierdź")
    hanna.looks("Rejestracja klienta biura").write("Nazwa klienta", "Zakład Szewski Kopytko")
    hanna.select("Program", "Subiekt 123 dla InsERT nexo").click("Zarejestruj klienta biura")
    hanna.looks("Rejestracja klienta biura").reads(
        "Wszystkie miejsca dla klientów są zajęte: 3 z 2. Zarejestrowani klienci zostają."
    )

    hanna.click("Klienci biura").reads(
        "3 z 2 podmiotów", "Gospodarstwo Bocian", "Browar Rzemieślniczy Żubr"
    )
    hanna.open_row("Gospodarstwo Bocian").looks("Gospodarstwo Bocian").reads("Udostępnij")
