"""What the clock does with tickets: reminds, closes, drops what nobody confirmed."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from klucznik.contact.erasing import erase_contents
from klucznik.contact.models import Message, Ticket, TicketFile
from klucznik.contact.steps import change, take, tell
from klucznik.contact.timetable import CLOSE_AFTER, CONFIRM_WITHIN, REMIND_AFTER
from klucznik.core import clock
from klucznik.events.kinds import Kind


@transaction.atomic
def remind(ticket: Ticket) -> bool:
    """A week of silence after our answer: say once when the ticket will be closed."""
    held = take(ticket)
    if not _is_silent(held) or held.reminded_at or _since(held) < REMIND_AFTER:
        return False
    change(held, reminded_at=clock.now())
    tell(Kind.TICKET_REMINDED, held, actor=None)
    return True


@transaction.atomic
def close_silent(ticket: Ticket) -> bool:
    """Two weeks of silence, of which the customer was told: closed, until they write again."""
    held = take(ticket)
    if not _is_silent(held) or not held.reminded_at or _since(held) < CLOSE_AFTER:
        return False
    change(held, closed_at=clock.now(), closed_by=None)
    tell(Kind.TICKET_CLOSED, held, actor=None, by="clock")
    return True


@transaction.atomic
def drop_unconfirmed(ticket: Ticket) -> bool:
    """Nobody confirmed the address: nothing of it is left."""
    held = take(ticket)
    if held.confirmed_at or held.by_mail or clock.now() - held.opened_at < CONFIRM_WITHIN:
        return False
    erase_contents(held)
    TicketFile.objects.filter(message__ticket=held).delete()
    Message.objects.filter(ticket=held).delete()
    held.delete()
    return True


def _is_silent(ticket: Ticket) -> bool:
    """The customer's turn."""
    is_open = ticket.confirmed_at is not None and ticket.closed_at is None
    return is_open and ticket.waiting_since is None and ticket.answered_at is not None


def _since(ticket: Ticket) -> timedelta:
    assert ticket.answered_at is not None
    return clock.now() - ticket.answered_at
