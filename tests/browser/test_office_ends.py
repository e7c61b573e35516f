"""The office ends a sharing: the client reads and exports for thirty days, then it is over."""

from __future__ import annotations

from tests.browser import pages

ROGAL, APP = "Cukiernia Rogal Kamil Rogalski", "Subiekt 123"


def test_the_client_reads_and_exports_for_thirty_days(visitor):
    hanna, kamil = visitor("hanna"), visitor("kamil")

    kamil.signs_in_as("Kamil")
    pages.enter_application(kamil)
    kamil.looks("Dokumenty sprzedaży").reads(ROGAL, "Zapisz dokument")

    hanna.signs_in_as("Hanna").click("Klienci biura").open_row(ROGAL).looks(ROGAL)
    hanna.click("Zakończ udostępnianie").looks("Zakończ udostępnianie")
    hanna.click("Zakończ udostępnianie").looks(ROGAL).reads("zakończono")

    kamil.letter("kamil@rogal.example", f"nie udostępnia już {APP}")
    kamil.go(f"{kamil.beside}/subiekt-123/")
    kamil.looks("Dokumenty sprzedaży").reads("Tylko do odczytu").does_not_read("Zapisz dokument")
    assert ";" in kamil.download("Pobierz do arkusza (CSV)").decode("utf-8-sig")

    hanna.lets_time_pass("14 dni", "14 dni")
    kamil.letter("kamil@rogal.example", f"odczyt danych w aplikacji {APP} do")
    kamil.signs_in_as("Kamil").looks("Moje produkty").reads("tylko do odczytu").click(
        "Biuro rachunkowe"
    )
    kamil.looks("Biuro rachunkowe").reads("Zacznij wersję próbną", "Z innym biurem")

    hanna.lets_time_pass("3 dni")
    kamil.letter("kamil@rogal.example", f"minął czas na odczyt danych w aplikacji {APP}")
    kamil.go(f"{kamil.beside}/subiekt-123/").looks(f"Nie masz uprawnienia do aplikacji {APP}")
