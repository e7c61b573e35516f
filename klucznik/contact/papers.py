"""The files of a ticket: sealed with its key, on a shelf of their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from klucznik.contact.errors import TicketFull, TicketGone, TooManyFilesAtOnce
from klucznik.contact.models import Message, Ticket, TicketFile
from klucznik.core import vault
from klucznik.declarations import storage
from klucznik.declarations.files import AcceptedFile

SHELF: Final = "tickets"
MOST_AT_ONCE: Final = 5
MOST_FILES: Final = 50


def new_wrapped_key(public_id: str) -> bytes:
    """The key of a new ticket's files, sealed for its row."""
    return vault.wrap(vault.new_key(), context=f"ticket:{public_id}")


def ticket_key(ticket: Ticket) -> bytes:
    """The key of this ticket's files; gone when they were erased."""
    if ticket.wrapped_key is None:
        raise TicketGone
    return vault.unwrap(ticket.wrapped_key, context=f"ticket:{ticket.public_id}")


def keep_files(message: Message, files: Iterable[AcceptedFile]) -> list[TicketFile]:
    """Seal what came with a message of a ticket taken by the caller; the same file twice is kept once."""
    fresh = list({one.sha256: one for one in files}.values())
    if len(fresh) > MOST_AT_ONCE:
        raise TooManyFilesAtOnce(limit=MOST_AT_ONCE)
    there = TicketFile.objects.filter(message__ticket=message.ticket, erased_at=None)
    if fresh and there.count() + len(fresh) > MOST_FILES:
        raise TicketFull(limit=MOST_FILES)
    return [
        TicketFile.objects.create(
            message=message,
            ref=storage.store(one.data, case_key=ticket_key(message.ticket), shelf=SHELF),
            name=one.safe_name,
            media_type=one.media_type,
            size=one.size,
            sha256=one.sha256,
        )
        for one in fresh
    ]


def file_data(file: TicketFile) -> bytes:
    """A file as it was sent (pictures as we made them anew)."""
    return storage.read(file.ref, case_key=ticket_key(file.message.ticket), shelf=SHELF)
