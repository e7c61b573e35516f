"""People and a company: invited, invited again, given a product, asked to stand by, leaving."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser import pages
from tests.browser.people import NARROW, WIDE

ALFA, BETA = "Piekarnia Alfa sp. z o.o.", "Hurtownia Beta S.A."


def test_an_invited_person_accepts_with_the_account_they_have(visitor):
    celina, dorota = visitor("celina"), visitor("dorota")
    email = "dorota@poczta.example"

    celina.signs_in_as("Celina").click("Użytkownicy").looks("Użytkownicy")
    celina.click("Dodaj użytkownika").looks("Dodaj użytkownika").write("Adres e-mail", email)
    celina.tick("Subiekt 123")
    celina.click("Dodaj użytkownika").reads(f"Zaproszenie wysłano na adres {email}")

    dorota.opens_letter(email, "Zaproszenie", "Akceptuj zaproszenie")
    dorota.looks("Zaproszenie do korzystania z usług i aplikacji").reads("Celina Cicha", BETA)
    dorota.click("Zaloguj się").write("Hasło", pages.PASSWORD).write("Adres e-mail", email)
    dorota.click("Zaloguj się").is_at("Zaproszenie do korzystania z usług i aplikacji")
    dorota.click("Akceptuj zaproszenie").looks(f"Jesteś w firmie {BETA}").reads("Subiekt 123")
    celina.letter("celina@beta.example", "zaproszenie przyjęte (Dorota Dąb)")


def test_an_invitation_that_ran_out_is_asked_for_again(visitor):
    pawel, anna = visitor("pawel"), visitor("anna-again")
    email = "pawel@alfa.example"

    pawel.opens_letter(email, "Zaproszenie", "Akceptuj zaproszenie")
    pawel.looks("To zaproszenie wygasło").click("Poproś o nowe zaproszenie")
    pawel.looks("Prośba została przekazana")

    anna.signs_in_as("Anna").opens_letter(
        "anna@alfa.example", "prośba o nowe zaproszenie", "Przejdź do zaproszenia"
    )
    anna.looks("Zaproszenie").reads(email).click("Wyślij ponownie")
    pawel.letter(email, "Zaproszenie", at_least=2)
    pawel.opens_letter(email, "Zaproszenie", "Akceptuj zaproszenie")
    pawel.is_at("Zaproszenie do korzystania z usług i aplikacji")


def test_whoever_lacks_a_product_asks_for_it_and_gets_it(visitor):
    igor, anna = visitor("igor"), visitor("anna-asked")
    refused = "Nie posiadasz uprawnień do korzystania z aplikacji Subiekt 123"

    igor.signs_in_as("Igor").go("/access/subiekt-123/").looks(refused)
    igor.write("Do czego jest Ci potrzebny?", "Wystawiam faktury od poniedziałku.").click(
        "Poproś administratora"
    )
    igor.looks(refused).reads("Prośba czeka na odpowiedź")

    anna.signs_in_as("Anna").opens_letter(
        "anna@alfa.example", "Igor Iskra prosi o dostęp", "Odpowiedz na prośbę"
    )
    anna.looks("Igor Iskra prosi o dostęp: Subiekt 123").reads("Wystawiam faktury od poniedziałku")
    anna.click("Nadaj rolę użytkownika i dostęp").looks("Prośby o dostęp")
    anna.reads("Igor Iskra może już otworzyć Subiekt 123")

    igor.letter("igor@poczta.example", "masz nowe uprawnienie do produktu (Subiekt 123)")
    igor.go("/access/subiekt-123/").is_at("Zaloguj się")
    igor.write("Adres e-mail", "igor@poczta.example").write("Hasło", pages.PASSWORD)
    igor.click("Zaloguj się").looks("Masz uprawnienia do korzystania z aplikacji Subiekt 123")
    igor.click("Twój dostęp").looks("Twój dostęp").reads("Możesz otworzyć Subiekt 123")


def test_a_deputy_is_chosen_out_of_many_and_another_agrees(visitor):
    celina, marek = visitor("celina-keys"), visitor("marek")

    celina.signs_in_as("Celina").click("Użytkownicy").click("Klucze firmy").looks("Klucze firmy")
    sees_the_open_tab(celina, "Klucze firmy")
    celina.click("Wyznacz zastępcę").looks("Wyznacz zastępcę")
    celina.search("Kinga Dudziak").click("Wybierz: Kinga Dudziak")
    celina.looks("Zastępca: Kinga Dudziak").click("Wyznacz na zastępcę")
    celina.looks("Klucze firmy").reads("Propozycja zastępstwa została wysłana")

    marek.signs_in_as("Marek").opens_letter(
        "marek@alfa.example", "czy zgadzasz się być zastępcą", "Przeczytaj i odpowiedz"
    )
    marek.looks("Masz propozycję zastępstwa").reads("Anna Alfowska").click("Zgadzam się")
    marek.looks("Jesteś zastępcą")
    marek.letter("anna@alfa.example", "zgadza się być zastępcą")


def test_a_member_leaves_and_the_last_administrator_is_told_how(visitor):
    bogna, anna = visitor("bogna"), visitor("anna-last")

    bogna.signs_in_as("Bogna").click("Twoje firmy").click(f"Opuść firmę: {ALFA}")
    bogna.looks("Opuść firmę").click("Opuść firmę")
    bogna.reads(f"{ALFA}: tej firmy nie ma już na Twoim koncie")
    anna.letter("anna@alfa.example", "Bogna Bąk opuszcza firmę")

    anna.signs_in_as("Anna").click("Twoje firmy").click(f"Opuść firmę: {ALFA}").looks("Opuść firmę")
    anna.reads("Jesteś ostatnim administratorem globalnym", "Nie możesz teraz odejść")
    anna.click("Przekaż i odejdź: Bartek Brzoza").looks("Przekaż klucze: Bartek Brzoza")
    chosen = anna.page.get_by_role("radio", name="Odchodzę z firmy")
    assert chosen.is_checked()


def sees_the_open_tab(who, words):
    """On a phone there is no room for all tabs in a row, and the one that is open must not hide."""
    who.page.set_viewport_size(NARROW)
    who.page.reload()
    expect(who.page.get_by_role("link", name=words)).to_be_in_viewport(ratio=0.9)
    who.page.set_viewport_size(WIDE)
