"""The same invitation, and the administrator of the company agrees: she chooses what the office may do."""

from __future__ import annotations

BETA, OFFICE, APP = "Hurtownia Beta S.A.", "Biuro Rachunkowe Saldo sp. z o.o.", "Subiekt 123"


def test_the_administrator_agrees_and_chooses_what_the_office_may_do(visitor):
    celina, damian, hanna = visitor("celina"), visitor("damian"), visitor("hanna")

    celina.signs_in_as("Celina").opens_letter(
        "celina@beta.example", f"{OFFICE} chce udostępnić {APP}", "Przeczytaj i zdecyduj"
    )
    celina.looks("Biuro rachunkowe").click("Przeczytaj i zdecyduj")
    celina.looks(f"Przyjęcie aplikacji {APP} od biura").reads("Damian Dudek", OFFICE)
    celina.page.get_by_label("odczytywać dane firmy").uncheck()
    celina.click("Przyjmij w imieniu firmy").looks("Biuro rachunkowe").reads("Zakończ współpracę")
    celina.click("Moje produkty").is_at("Moje produkty").reads(f"udostępnia {OFFICE}")

    damian.letter("damian@beta.example", f"{BETA} przyjmuje {APP}")
    hanna.signs_in_as("Hanna").opens_letter(
        "hanna@saldo.example", f"{BETA} przyjmuje {APP}", "Zobacz klienta"
    )
    hanna.looks(BETA).reads("Celina Cicha", "pracować w udostępnionej aplikacji")
    hanna.does_not_read("odczytywać dane firmy, od")
