"""What every act on a ticket does: hold its row, add a message, write down the event."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from klucznik.accounts.models import User
from klucznik.contact.errors import NothingWritten, OwnTicket, TicketGone
from klucznik.contact.models import Message, Side, Ticket
from klucznik.contact.papers import keep_files
from klucznik.core import clock
from klucznik.declarations.files import AcceptedFile
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.recording import record


def take(ticket: Ticket) -> Ticket:
    """Lock the ticket and give it as it is now; a second act waits here and sees what the first one did."""
    held = Ticket.objects.locked(ticket.pk)
    if held.erased_at:
        raise TicketGone
    return held


def take_as_staff(staff: User, ticket: Ticket) -> Ticket:
    """The same for the vendor's staff: nobody works on a ticket of their own."""
    held = take(ticket)
    if held.person_id == staff.pk:
        raise OwnTicket
    return held


def add_message(
    ticket: Ticket,
    *,
    side: Side,
    author: User | None,
    text: str,
    file: Iterable[AcceptedFile] = (),
    **more: Any,
) -> Message:
    """One message with its files in a ticket taken by the caller."""
    files = list(file)
    if not text.strip() and not files:
        raise NothingWritten
    message = Message.objects.create(
        ticket=ticket, side=side, author=author, text=text, at=clock.now(), **more
    )
    keep_files(message, files)
    return message


def tell(kind: Kind, ticket: Ticket, *, actor: User | None, **facts: Any) -> Event:
    """An event that the ticket's people find in their history: the company's only when they see the ticket."""
    return record(
        kind,
        actor=actor,
        person=ticket.person,
        company=ticket.company if ticket.with_administrators else None,
        subject=ticket,
        number=ticket.number,
        **facts,
    )


def tell_inside(kind: Kind, ticket: Ticket, *, staff: User, **facts: Any) -> Event:
    """An event about the vendor's own work: in nobody's history but the staff's."""
    return record(kind, actor=staff, subject=ticket, by_staff=True, number=ticket.number, **facts)


def change(ticket: Ticket, **values: Any) -> Ticket:
    """Write some fields of a ticket taken by the caller."""
    for name, value in values.items():
        setattr(ticket, name, value)
    ticket.save(update_fields=list(values))
    return ticket
