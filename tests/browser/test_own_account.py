"""What somebody does with the account itself: a new password, another address, a copy of all that is kept."""

from __future__ import annotations

import io
import json
import zipfile

from tests.browser import pages

NEW = "zielona brama w lipcu"


def test_a_forgotten_password_is_replaced_by_mail(visitor):
    email = "dorota@poczta.example"
    dorota = visitor("dorota")

    dorota.go("/account/sign-in/").looks("Zaloguj się").click("Nie pamiętam hasła")
    dorota.looks("Nie pamiętam hasła").write("Adres e-mail", email).click("Wyślij link")
    dorota.looks("Sprawdź pocztę").reads(email)

    dorota.opens_letter(email, "Ustaw nowe hasło", "Ustaw nowe hasło")
    dorota.looks("Nowe hasło").write("Nowe hasło", NEW).click("Zapisz hasło")
    dorota.looks("Hasło zostało zapisane").click("Zaloguj się")

    pages.sign_in(dorota, email=email)
    dorota.reads("hasło")
    pages.sign_in(dorota, email=email, password=NEW)
    dorota.looks("Dzień dobry, Dorota")
    dorota.letter(email, "Hasło zostało zmienione")


def test_an_address_is_changed_and_taken_back_from_the_old_mailbox(visitor):
    old, new = "bogna@alfa.example", "bogna.bak@poczta.example"
    bogna, thief = visitor("bogna"), visitor("thief")

    pages.sign_in(thief, email=old, password=pages.PASSWORD)
    thief.go("/account/").looks("Moje konto").click("Zmień adresy")
    thief.looks("Adresy e-mail").click("Zmień adres")
    thief.looks("Potwierdź, że to Ty").write("Twoje hasło", pages.PASSWORD).click("Potwierdź")
    thief.looks("Zmień adres e-mail").write("Nowy adres e-mail", new).click("Wyślij link")
    thief.looks("Adresy e-mail").reads(new)
    thief.opens_letter(new, "Potwierdź ten adres e-mail", "Potwierdź adres")
    thief.looks("Potwierdź adres").click("Potwierdź adres")
    thief.looks("Adresy e-mail").reads(f"zmianę można cofnąć z adresu {old}")

    bogna.opens_letter(old, "Zmieniono Twój adres e-mail", "Cofnij zmianę")
    bogna.looks("Cofnij zmianę adresu").reads(new).click("Cofnij zmianę")
    bogna.looks("Zmiana została cofnięta").reads(old)
    thief.go("/account/").looks("Zaloguj się")

    bogna.opens_letter(old, "Ustaw nowe hasło", "Ustaw nowe hasło")
    bogna.looks("Nowe hasło").write("Nowe hasło", NEW).click("Zapisz hasło")
    pages.sign_in(bogna, email=old, password=NEW)
    bogna.looks("Moje produkty")


def test_a_copy_of_ones_data_is_asked_for_and_fetched(visitor):
    email = "igor@poczta.example"
    igor = visitor("igor")

    igor.signs_in_as("Igor").click("Moje konto").looks("Moje konto")
    igor.click("Kopia Twoich danych").looks("Kopia Twoich danych").click("Zrób kopię")
    igor.page.get_by_role("link", name="Pobierz kopię").wait_for()
    igor.looks("Kopia Twoich danych").reads("Kopia jest gotowa")
    igor.opens_letter(email, "Kopia Twoich danych", "Pobierz kopię")
    igor.is_at("Kopia Twoich danych").click("Pobierz kopię")
    igor.looks("Potwierdź, że to Ty").write("Twoje hasło", pages.PASSWORD).click("Potwierdź")
    igor.looks("Pobierz kopię swoich danych")

    packed = zipfile.ZipFile(io.BytesIO(igor.download("Pobierz plik")))
    assert json.loads(packed.read("account.json"))["rows"][0]["email"] == email
    assert "Piekarnia Alfa" in packed.read("memberships.json").decode()
    assert "Igor Iskra" in packed.read("index.html").decode()
