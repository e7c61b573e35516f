"""Signing in to the Account and out of it, and every call that the portal may refuse."""

from __future__ import annotations

from collections.abc import Callable

from klucznik_client import Client, KlucznikError, Refused, SignInOver, Unreachable
from reference.desktop.terminal import Terminal


def trying(terminal: Terminal, act: Callable[[], None]) -> Callable[[], None]:
    """The act, with every refusal told to the person in a sentence."""

    def told() -> None:
        try:
            act()
        except Unreachable:
            terminal.say("no_portal")
        except Refused as refused:
            terminal.say("refused", reason=refused)
        except KlucznikError as trouble:
            terminal.say("file_trouble", reason=trouble)

    return told


def sign_in(terminal: Terminal, client: Client) -> bool:
    """Show the code, wait for the person to come back from the browser."""
    begun = client.begin_sign_in()
    terminal.say("open_address", url=begun.verification_url_complete, code=begun.user_code)
    while True:
        if terminal.ask("press_enter") == "0":
            return False
        try:
            person = client.poll()
        except SignInOver:
            terminal.say("sign_in_over")
            return False
        if person is not None:
            terminal.say("signed_in", name=person.name, email=person.email)
            return True
        terminal.say("not_confirmed")


def sign_out(terminal: Terminal, client: Client) -> None:
    client.sign_out()
    terminal.say("signed_out")


def signed_in(terminal: Terminal, client: Client) -> bool:
    """Whether somebody is signed in, now or after being asked."""
    return client.is_signed_in or sign_in(terminal, client)
