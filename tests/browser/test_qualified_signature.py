"""The fast lane: a declaration signed electronically by two people, one of them behind a link without an account."""

from __future__ import annotations

import re

from klucznik.demo.customers import customer
from tests.browser import pages

FENIKS = customer("feniks")
HALINA = "halina@feniks.example"
BOARD = "zarzad@feniks.example"


def test_two_people_sign_electronically_and_the_signatures_are_checked(visitor):
    dorota, halina = visitor("dorota"), visitor("halina")
    connect_the_company(dorota)
    declare(dorota)
    sign_as_the_first(dorota)
    ask_the_second(dorota)
    sign_as_the_second(halina)
    send_it(dorota)
    two_people_approve(visitor)
    dorota.go(dorota.page.url).reads("Biegnie okres oczekiwania").looks("Sprawa OSW/")
    the_company_stands_behind(dorota)


def connect_the_company(dorota):
    dorota.signs_in_as("Dorota")
    pages.connect_known_company(
        dorota, tax_id=str(FENIKS.tax_id.display), license_number=FENIKS.license_number
    )
    dorota.looks("Firma jest podłączona").click("Zamknij")


def declare(dorota):
    """Two people represent the company together."""
    dorota.click("Jak odzyskać tę rolę").click("Przygotuj oświadczenie")
    dorota.open("Podpisuje jeszcze ktoś")
    names = dorota.page.get_by_role("textbox", name="Imię i nazwisko")
    roles = dorota.page.get_by_role("textbox", name="Funkcja")
    names.nth(0).fill("Dorota Dąb")
    roles.nth(0).fill("prezeska zarządu")
    names.nth(1).fill("Halina Żółć-Wiśniewska")
    roles.nth(1).fill("członkini zarządu")
    dorota.write("Dlaczego nikt nie ma uprawnień?", "Firma nigdy nie miała administratora.")
    dorota.write("Miejsce podpisania", "Toruń").tick_all().click("Przygotuj oświadczenie")
    dorota.looks("Sprawa OSW/").reads("jeszcze bez podpisu elektronicznego")


def sign_as_the_first(dorota):
    """The demonstration lends a pretend qualified signature; the machine checks it."""
    case = dorota.page.url
    dorota.go("/demo/sign/").looks("Podpis na niby")
    signed = dorota.download(f"Podpisz jako Dorota Dąb {FENIKS.name}")
    dorota.go(case).attach("Podpisane oświadczenie", "podpisane.pdf", signed).click("Dodaj plik")
    wait_for(dorota, "podpis sprawdzony")
    dorota.reads("Dorota Dąb, podpis kwalifikowany").looks("Sprawa OSW/")


def ask_the_second(dorota):
    dorota.open("Poproś inną osobę o podpis e-mailem").choose("Halina Żółć-Wiśniewska")
    dorota.write("Adres e-mail", HALINA).click("Wyślij prośbę").reads("prośba o podpis wysłana")
    dorota.looks("Sprawa OSW/")


def sign_as_the_second(halina):
    """No account: a link, the file signed so far, one more signature, back again."""
    halina.opens_letter(HALINA, "prośba o podpisanie oświadczenia", "Zobacz oświadczenie")
    halina.looks(f"Oświadczenie firmy {FENIKS.name}").reads("Dorota Dąb (dorota@poczta.example)")
    link, so_far = halina.page.url, halina.download("Pobierz plik z dotychczasowymi podpisami")
    halina.go("/demo/sign/").attach("Plik do podpisania", "a.pdf", so_far)
    halina.write("Kto podpisuje", "Halina Żółć-Wiśniewska")
    both = halina.download("Podpisz plik")
    halina.go(link).attach("Podpisane oświadczenie", "razem.pdf", both)
    halina.click("Prześlij podpisany plik").reads("Podpisany plik jest u nas")
    halina.looks(f"Oświadczenie firmy {FENIKS.name}")


def send_it(dorota):
    """Both have signed, and the page of the case says so."""
    wait_for(dorota, "Halina Żółć-Wiśniewska, podpis kwalifikowany")
    dorota.does_not_read("jeszcze bez podpisu elektronicznego").looks("Sprawa OSW/")
    dorota.click("Wyślij oświadczenie").reads("Sprawdzamy oświadczenie")


def wait_for(visitor, words):
    """The worker needs a moment."""
    for _ in range(60):
        visitor.go(visitor.page.url)
        if visitor.page.get_by_text(words).count():
            break
        visitor.page.wait_for_timeout(500)
    visitor.reads(words)


def two_people_approve(visitor):
    for key, name in (("filip", "Filip"), ("grazyna", "Grażyna")):
        pages.approve_case(
            visitor(key),
            name=name,
            company=FENIKS.name,
            note="Dwie osoby łącznie, według KRS.",
            signed=pages.ELECTRONIC,
        )


def the_company_stands_behind(dorota):
    """A code from the company's own address in the register: now a day is enough."""
    case = dorota.page.url
    dorota.go(f"{case}evidence/register/").looks("Kod na adres z rejestru").click("Wyślij kod")
    letter = dorota.letter(BOARD, "kod dla")
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", letter["text"])
    assert code, letter["text"]
    dorota.go(f"{case}evidence/register/").write("Kod z wiadomości", code.group())
    dorota.click("Sprawdź kod")
    dorota.go(case).reads("Razem", "100").looks("Sprawa OSW/")
