"""A ticket, the messages in it, and their files."""

from __future__ import annotations

from klucznik.contact.models.messages import Message, MessageQuerySet, Side, TicketFile
from klucznik.contact.models.tickets import Numbering, State, Ticket, TicketQuerySet, Topic

__all__ = [
    "Message",
    "MessageQuerySet",
    "Numbering",
    "Side",
    "State",
    "Ticket",
    "TicketFile",
    "TicketQuerySet",
    "Topic",
]
