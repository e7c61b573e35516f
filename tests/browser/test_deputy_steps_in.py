"""A deputy steps in and an administrator vetoes it; another one steps in, nobody objects, and the keys are theirs."""

from __future__ import annotations

from tests.browser import pages

WAYS = "Odzyskiwanie uprawnień administratora globalnego"


def test_one_deputy_is_vetoed_and_another_gets_the_keys(visitor):
    bartek, anna, marek = visitor("bartek"), visitor("anna"), visitor("marek")

    # Marek was asked to stand by, and agrees.
    marek.signs_in_as("Marek").click("Przeczytaj i odpowiedz").click("Zgadzam się")
    marek.looks("Jesteś zastępcą").reads("Możesz teraz wkroczyć")

    # Anna has not been here for a month. Bartek is a deputy already: he steps in.
    bartek.signs_in_as("Bartek").click("Przejdź dalej").looks(WAYS)
    bartek.reads("nie było tu żadnego administratora od 30 dni")
    bartek.click("Wkrocz jako zastępca").looks("Wkrocz jako zastępca")
    bartek.reads("Alfowska").reads("Możesz się wycofać w każdej chwili.")
    bartek.click("Wkrocz").looks("Sprawa ZAS/").reads("Biegnie okres oczekiwania")

    # Anna reads her mail and objects, without signing in.
    anna.opens_letter("anna@alfa.example", "wkracza zastępca", "Zgłaszam sprzeciw")
    anna.looks("Piekarnia Alfa").reads("Bartek Brzoza")
    anna.click("Zgłaszam sprzeciw").reads("Sprawa się zakończyła").looks("Sprawa jest zakończona")
    told = bartek.letter("bartek@alfa.example", "nie wkraczasz jako zastępca")
    assert "możesz wkroczyć ponownie" in told["text"]
    bartek.signs_in_as("Bartek").click("Przejdź dalej").looks(WAYS)
    bartek.reads("Administrator zgłosił sprzeciw wobec Twojego wkroczenia")

    # Marek steps in. Anna is told three times and says nothing this time.
    marek.signs_in_as("Marek").click("Przejdź dalej").click("Wkrocz jako zastępca").click("Wkrocz")
    marek.looks("Sprawa ZAS/").lets_time_pass("7 dni", "3 dni")
    anna.letter("anna@alfa.example", "wkracza zastępca", at_least=2)
    marek.opens_letter("marek@alfa.example", "możesz przyjąć uprawnienia", "Przyjmij uprawnienia")
    marek.looks("Sprawa ZAS/").click("Przyjmij uprawnienia")
    marek.looks("Do tego potrzebna jest weryfikacja dwuetapowa").click("Włącz aplikację")
    pages.set_up_second_step(marek, password=pages.PASSWORD)
    marek.looks("Przyjmij uprawnienia").click("Przyjmij uprawnienia")
    marek.looks("Moje produkty").reads("Od teraz masz rolę administratora globalnego")
