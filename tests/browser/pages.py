"""What people do on several pages in a row, told in the words of the pages."""

from __future__ import annotations

import re

from klucznik.demo.codes import code_of
from klucznik.demo.paper import signed_scan
from klucznik.demo.people import PASSWORD
from tests.browser.people import Visitor

TODAY = "niezła zupa z dyni 8"


def create_account(
    visitor: Visitor, *, first: str, last: str, email: str, password: str = TODAY
) -> None:
    """From the first page to the message that was sent."""
    visitor.go("/").click("Utwórz konto").looks("Utwórz konto")
    visitor.write("Imię", first).write("Nazwisko", last)
    visitor.write("Adres e-mail", email).write("Hasło", password)
    visitor.tick_all().click("Załóż konto").looks("Sprawdź pocztę")


def activate_account(visitor: Visitor, *, email: str) -> None:
    """From the message to an account that works."""
    visitor.opens_letter(email, "Aktywuj konto", "Aktywuj konto")
    visitor.looks("Aktywuj konto").click("Aktywuj konto")


def sign_in(visitor: Visitor, *, email: str, password: str = TODAY) -> None:
    visitor.go("/account/sign-in/").write("Adres e-mail", email).write("Hasło", password)
    visitor.click("Zaloguj się")


def connect_known_company(visitor: Visitor, *, tax_id: str, license_number: str) -> None:
    """Dodaj firmę: NIP, license number, statement, confirmation, and on to Moje produkty."""
    visitor.click("Dodaj firmę").looks("Dodaj firmę")
    visitor.write("NIP lub VATIN", tax_id).click("Zatwierdź")
    visitor.looks("Podłącz firmę").write("Numer licencji", license_number)
    visitor.tick_all().click("Podłącz firmę")


def set_up_second_step(visitor: Visitor) -> None:
    """Turn two-step verification on with the key that the page shows instead of its picture."""
    visitor.looks("Włącz drugi krok").open("Nie mogę zeskanować obrazka")
    key = visitor.page.locator("#totp-key").inner_text()
    visitor.write("Kod", code_of(re.sub(r"\s", "", key))).click("Włącz")
    visitor.looks("Kody zapasowe").click("Kody zapisane, przejdź dalej")


def approve_case(reviewer: Visitor, *, name: str, company: str, note: str) -> None:
    """A reviewer begins a session, opens the case, compares and approves."""
    reviewer.signs_in_as(name).looks("Sesja obsługi").click("Rozpocznij sesję")
    reviewer.looks("Sprawy").click(company)
    reviewer.tick_all().tick("uwzględnić").write("Uzasadnienie", note)
    reviewer.looks_on().click("Zapisz decyzję")


def scan_of(pdf: bytes, *, by: str) -> bytes:
    """The printed letter, signed by hand and scanned."""
    return signed_scan(pdf, by=by)


__all__ = ["PASSWORD", "TODAY"]
