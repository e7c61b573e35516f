"""What the vendor's staff do with a ticket: answer, note, give, move, close, open again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.contact.errors import (
    NotConfirmedYet,
    OwnTicket,
    TicketChanged,
    TicketIsClosed,
    TicketIsOpen,
)
from klucznik.contact.models import Message, Side, Ticket
from klucznik.contact.steps import add_message, change, take_as_staff, tell, tell_inside
from klucznik.contact.topics import promised
from klucznik.core import clock
from klucznik.declarations.files import AcceptedFile
from klucznik.events.kinds import Kind


@transaction.atomic
def answer(
    staff: User,
    ticket: Ticket,
    *,
    text: str,
    seen: str,
    file: Iterable[AcceptedFile] = (),
    close: bool = False,
) -> Message:
    """Answer, and perhaps close. `seen` is the public id of the last message (or note) that the page showed.

    Refused when somebody wrote or closed meanwhile. The answer to an e-mail of an unknown sender confirms the ticket.
    """
    held = take_as_staff(staff, ticket)
    _must_be_current(held, seen)
    message = add_message(held, side=Side.STAFF, author=staff, text=text, file=file)
    now = clock.now()
    values: dict[str, Any] = {"closed_at": now, "closed_by": staff} if close else {}
    change(
        held,
        confirmed_at=held.confirmed_at or now,
        first_answer_at=held.first_answer_at or now,
        answered_at=now,
        waiting_since=None,
        due_at=None,
        reminded_at=None,
        assigned_to=held.assigned_to or staff,
        assigned_read_at=now,
        **values,
    )
    told = {"message": message.public_id, "closed": close}
    tell(Kind.TICKET_ANSWERED, held, actor=staff, by_staff=True, **told)
    if close:
        tell(Kind.TICKET_CLOSED, held, actor=staff, by_staff=True, by="answer")
    return message


@transaction.atomic
def note(staff: User, ticket: Ticket, *, text: str) -> Message:
    """A word to colleagues, which no customer ever reads; also in a closed ticket."""
    held = take_as_staff(staff, ticket)
    return add_message(held, side=Side.NOTE, author=staff, text=text)


@transaction.atomic
def assign(staff: User, ticket: Ticket, *, to: User | None) -> Ticket:
    """Give the ticket to somebody of the staff, or back to nobody."""
    held = take_as_staff(staff, ticket)
    if to is not None and held.person_id == to.pk:
        raise OwnTicket
    if held.assigned_to != to:
        change(held, assigned_to=to, assigned_read_at=clock.now())
        tell_inside(Kind.TICKET_ASSIGNED, held, staff=staff, to=to.public_id if to else "")
    return held


def mark_read_by_staff(staff: User, ticket: Ticket) -> None:
    """Whoever has the ticket looked: the next message of the customer is told to them again."""
    if ticket.assigned_to_id == staff.pk:
        Ticket.objects.filter(pk=ticket.pk).update(assigned_read_at=clock.now())


@transaction.atomic
def move(staff: User, ticket: Ticket, *, topic: str) -> Ticket:
    """Another topic fits better; what was promised already is never put off."""
    held = take_as_staff(staff, ticket)
    if held.topic == topic:
        return held
    change(held, topic=topic)
    if held.waiting_since and held.due_at:
        change(held, due_at=min(held.due_at, promised(topic, held.waiting_since)))
    tell(Kind.TICKET_MOVED, held, actor=staff, by_staff=True, topic=topic)
    return held


@transaction.atomic
def close(staff: User, ticket: Ticket, *, seen: str) -> Ticket:
    """Close without an answer: nothing is left to do, or it is spam."""
    held = take_as_staff(staff, ticket)
    _must_be_current(held, seen)
    change(held, closed_at=clock.now(), closed_by=staff, waiting_since=None, due_at=None)
    tell(Kind.TICKET_CLOSED, held, actor=staff, by_staff=True, by="staff")
    return held


@transaction.atomic
def reopen(staff: User, ticket: Ticket) -> Ticket:
    """Open again; the vendor's time runs from now."""
    held = take_as_staff(staff, ticket)
    if held.closed_at is None:
        raise TicketIsOpen
    now, known = clock.now(), held.confirmed_at is not None
    change(
        held,
        closed_at=None,
        closed_by=None,
        waiting_since=now if known else None,
        due_at=promised(held.topic, now) if known else None,
    )
    tell(Kind.TICKET_REOPENED, held, actor=staff, by_staff=True, by="staff")
    return held


def _must_be_current(ticket: Ticket, seen: str) -> None:
    """Nothing was written since the page was made, and nobody closed the ticket."""
    if ticket.closed_at:
        raise TicketIsClosed
    if ticket.confirmed_at is None and not ticket.by_mail:
        raise NotConfirmedYet
    last = ticket.messages.order_by("-pk").first()
    if last is not None and last.public_id != seen:
        raise TicketChanged
