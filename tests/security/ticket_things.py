"""Tickets that addresses can name: one of Anna's, two of somebody without an account."""

from __future__ import annotations

from klucznik.contact.actions.answering import answer
from klucznik.contact.actions.opening import (
    confirm_ticket,
    open_ticket,
    open_without_account,
)
from klucznik.contact.models import Ticket, TicketFile
from klucznik.declarations.files import AcceptedFile, inspect
from tests.cast import Cast
from tests.declarations.papers import picture

OLA = {"name": "Ola Obca", "email": "ola@example.com", "language": "pl"}


def of_tickets(cast: Cast) -> dict[str, str]:
    """Each with a file; the first one with an answer that nobody has read."""
    own = open_ticket(cast.anna, topic="other", subject="x", text="y", file=[png()])
    seen = own.messages.get().public_id
    answer(cast.ewa, own, text="Odpowiedź.", seen=seen)
    known = confirm_ticket(
        open_without_account(topic="other", subject="x", text="y", file=[png()], **OLA)
    )
    unknown = open_without_account(topic="other", subject="x", text="z", **OLA)
    return {
        "topic": "licenses",
        "ticket": own.public_id,
        "staff <attached>": file_of(own),
        "tab": "all",
        "contact/tickets <file>": file_of(own),
        "contact/t <file>": file_of(known),
        "contact/t <token>": known.token,
        "contact/confirm <token>": unknown.confirming_token,
    }


def png() -> AcceptedFile:
    return inspect(picture(), name="ekran.png")


def file_of(ticket: Ticket) -> str:
    return TicketFile.objects.get(message__ticket=ticket).public_id
