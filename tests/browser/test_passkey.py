"""A passkey of software: added, used alone, used after the password, shown once more before something important."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser import pages
from tests.browser.people import Visitor

EMAIL = "bogna@alfa.example"
ADDED = "Klucz został dodany"


class Keyring:
    """A device of Chromium that holds keys; it answers only while somebody's finger lies on it."""

    def __init__(self, visitor: Visitor, transport: str) -> None:
        self.tools = visitor.page.context.new_cdp_session(visitor.page)
        self.tools.send("WebAuthn.enable")
        options: dict[str, Any] = {"protocol": "ctap2", "transport": transport}
        if transport == "internal":
            options |= {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
        options["automaticPresenceSimulation"] = False
        made = self.tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self.device = made["authenticatorId"]

    def touched(self, touched: bool = True) -> None:
        self.tools.send(
            "WebAuthn.setAutomaticPresenceSimulation",
            {"authenticatorId": self.device, "enabled": touched},
        )


@pytest.fixture
def bogna(visitor: Callable[[str], Visitor]) -> Visitor:
    """Keys live at a name: the demonstration's own address is a number, so she comes by the other one."""
    found = visitor("bogna")
    found.url = found.url.replace("127.0.0.1", "localhost")
    return found


def go(who: Visitor, path: str) -> Visitor:
    return who.go(f"{who.url}{path}")


def add(who: Visitor, ring: Keyring, button: str, name: str) -> None:
    """From the page of second steps to the key's name."""
    go(who, "/account/second-step/").looks("Weryfikacja dwuetapowa").click(button)
    if who.page.get_by_label("Twoje hasło").count():
        who.write("Twoje hasło", pages.PASSWORD).click("Potwierdź")
    who.looks(button).write("Nazwa klucza", name)
    ring.touched()
    who.click("Dodaj klucz").reads(ADDED)
    ring.touched(False)


def sign_out(who: Visitor) -> None:
    go(who, "/account/sign-out/")
    who.page.locator("main form button").first.click()
    who.page.wait_for_load_state()


def test_a_passkey_opens_the_account_and_a_security_key_follows_the_password(bogna):
    phone = Keyring(bogna, "internal")
    go(bogna, "/account/sign-in/").looks("Zaloguj się")
    bogna.write("Adres e-mail", EMAIL).write("Hasło", pages.PASSWORD).click("Zaloguj się")

    add(bogna, phone, "Dodaj klucz dostępu", "Telefon")
    bogna.looks("Kody zapasowe").click("Kody zapisane")
    bogna.looks("Weryfikacja dwuetapowa").reads(
        "Telefon", "Masz tylko jeden sposób potwierdzania logowania"
    )

    sign_out(bogna)
    go(bogna, "/account/sign-in/").looks("Zaloguj się")
    phone.touched()
    bogna.page.wait_for_url(re.compile("/companies/|/account/sign-in/"))
    if "sign-in" in bogna.page.url:
        bogna.click("Zaloguj się kluczem dostępu")
    bogna.is_at("Moje produkty")
    phone.touched(False)

    go(bogna, "/account/second-step/codes/new/").looks("Potwierdź, że to Ty")
    bogna.reads("zmiana sposobu logowania")
    phone.touched()
    bogna.click("Użyj klucza").looks("Wygeneruj nowe kody zapasowe")
    phone.touched(False)

    sign_out(bogna)
    go(bogna, "/account/sign-in/")
    bogna.write("Adres e-mail", EMAIL).write("Hasło", pages.PASSWORD).click("Zaloguj się")
    bogna.looks("Drugi krok")
    phone.touched()
    bogna.click("Użyj klucza").is_at("Moje produkty")


def test_at_the_address_that_is_a_number_the_page_names_the_right_one(visitor):
    ewa = visitor("ewa")

    ewa.go("/account/sign-in/").looks("Zaloguj się")

    ewa.reads("Klucze dostępu i klucze sprzętowe działają tylko pod adresem")
