"""Plays of the articles about writing to the vendor, and about news and the state of the services."""

from __future__ import annotations

from types import SimpleNamespace

from django.core import signing

from klucznik.contact.forms import SALT
from klucznik.core import clock
from tests.help.plays import Play, enter, follow, letter, play, see, send, stranger
from tests.news import telling

SAID = {"subject": "Drukarka", "text": "Nie drukuje od wczoraj."}
STRANGER = SAID | {
    "name": "Zofia Zielińska",
    "email": "zofia@example.com",
    "language": "{language}",
    "begun": "{begun}",
}


def begun(things: SimpleNamespace) -> None:
    """The form of somebody without an account was opened a minute ago."""
    things.begun = signing.dumps(clock.now().timestamp() - 60, salt=SALT)


def published(things: SimpleNamespace) -> None:
    """A trouble under way, a break to come, news by e-mail."""
    telling.told(things.henryk, "trouble", impact="down")
    telling.told(things.henryk, "break")
    telling.told(things.henryk, "version", by_email=True)


PLAYS: dict[str, Play] = {
    "contact-us": play(
        see("contact:topics"),
        see("contact:write", topic="problem"),
        send("contact:write", STRANGER, topic="problem"),
        letter("zofia@example.com"),
        follow("confirm"),
        enter("anna"),
        see("contact:write", topic="account"),
        send("contact:write", SAID, topic="problem"),
        see("contact:tickets"),
        stage=begun,
    ),
    "news-and-status": play(
        see("news:status"),
        see("news:news"),
        enter("anna"),
        see("licensing:products", company="{alfa.public_id}"),
        see("account_notice_choices"),
        letter("{anna.email}"),
        stranger(),
        follow("unsubscribe"),
        stage=published,
    ),
}
