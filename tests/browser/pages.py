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
    visitor.go("/").click("Utwórz konto")
    fill_sign_up(visitor, first=first, last=last, email=email, password=password)


def fill_sign_up(
    visitor: Visitor, *, first: str, last: str, email: str, password: str = TODAY
) -> None:
    """Name, address, password, the terms and the consent."""
    visitor.looks("Utwórz konto").write("Imię", first).write("Nazwisko", last)
    visitor.write("Adres e-mail", email).write("Hasło", password)
    visitor.tick_all().click("Załóż konto").looks("Sprawdź pocztę")


def activate_account(visitor: Visitor, *, email: str) -> None:
    """From the message to an account that works."""
    visitor.opens_letter(email, "Aktywuj konto", "Aktywuj konto")
    visitor.looks("Aktywuj konto").click("Aktywuj konto")


def create_invited_account(visitor: Visitor, *, first: str, last: str, email: str) -> None:
    """From the page of an invitation, for somebody without an account, back to that page."""
    visitor.click("Utwórz konto")
    fill_sign_up(visitor, first=first, last=last, email=email)
    activate_account(visitor, email=email)
    visitor.is_at("Zaloguj się").write("Hasło", TODAY).click("Zaloguj się")


def sign_in(visitor: Visitor, *, email: str, password: str = TODAY) -> None:
    visitor.go("/account/sign-in/").write("Adres e-mail", email).write("Hasło", password)
    visitor.click("Zaloguj się")


def connect_known_company(visitor: Visitor, *, tax_id: str, license_number: str) -> None:
    """Dodaj firmę: NIP, license number, statement, confirmation, and on to Moje produkty."""
    visitor.click("Dodaj firmę").looks("Dodaj firmę")
    visitor.write("NIP lub VATIN", tax_id).click("Zatwierdź")
    visitor.looks("Podłącz firmę").write("Numer licencji", license_number)
    visitor.tick_all().click("Podłącz firmę")


def set_up_second_step(visitor: Visitor, *, password: str = TODAY) -> None:
    """Turn two-step verification on with the key that the page shows instead of its picture."""
    visitor.looks("Potwierdź, że to Ty").write("Twoje hasło", password).click("Potwierdź")
    visitor.looks("Włącz kody z aplikacji").open("Nie mogę zeskanować obrazka")
    key = visitor.page.locator("#totp-key").inner_text()
    visitor.write("Kod z aplikacji", code_of(re.sub(r"\s", "", key))).click("Włącz")
    visitor.looks("Kody zapasowe").click("Kody zapisane, przejdź dalej")


def begin_staff_session(staff: Visitor, *, name: str) -> None:
    """The half hour in which staff may act; the second step is confirmed already."""
    staff.signs_in_as(name).looks("Sesja obsługi").click("Rozpocznij sesję")


HANDWRITTEN = "osoby podpisane odręcznie są w rejestrze lub w pełnomocnictwie"
ELECTRONIC = "wszyscy potrzebni do reprezentacji firmy podpisali elektronicznie"


def approve_case(
    reviewer: Visitor, *, name: str, company: str, note: str, signed: str = HANDWRITTEN
) -> None:
    """A reviewer opens the case, compares, ticks what was checked and approves."""
    begin_staff_session(reviewer, name=name)
    reviewer.looks("Sprawy").open_row(company).looks(company)
    fill_in_approval(reviewer, note=note, signed=signed)


def fill_in_approval(reviewer: Visitor, *, note: str, signed: str = HANDWRITTEN) -> None:
    """Everything ticked, the verdict, who signed, the words."""
    reviewer.tick_all().choose("Uwzględnij").select("Kto podpisał", signed)
    reviewer.write("Co i gdzie udało się ustalić", note).click("Zapisz decyzję")
    reviewer.reads("Twoja decyzja")


def enter_application(visitor: Visitor, *, product: str = "subiekt-123") -> None:
    """The sample application shows a code; the Account, where somebody is signed in, allows it."""
    home = f"{visitor.beside}/{product}/"
    visitor.go(home).click("Zaloguj się Kontem").is_at("Potwierdź logowanie w Koncie")
    visitor.go(str(visitor.page.get_by_role("link", name="Otwórz Konto").get_attribute("href")))
    visitor.click("Dalej").click("Zezwól").reads("Za kilka sekund")
    visitor.go(f"{home}sign-in/").click("Dalej")
    visitor.reads("Zalogowano:")


def scan_of(pdf: bytes, *, by: str) -> bytes:
    """The printed letter, signed by hand and scanned."""
    return signed_scan(pdf, by=by)


__all__ = ["PASSWORD", "TODAY"]
