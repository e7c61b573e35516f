"""The customer writes again, looks, and closes."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.contact.errors import NotConfirmedYet, TicketIsClosed
from klucznik.contact.models import Message, Side, Ticket
from klucznik.contact.steps import add_message, change, take, tell
from klucznik.contact.timetable import SAME_MESSAGE
from klucznik.contact.topics import promised
from klucznik.core import clock
from klucznik.declarations.files import AcceptedFile
from klucznik.events.kinds import Kind


@transaction.atomic
def write(
    actor: User | None,
    ticket: Ticket,
    *,
    text: str,
    file: Iterable[AcceptedFile] = (),
    by_mail: bool = False,
    message_id: str = "",
) -> Message:
    """One of the ticket's people writes (None: by the link of somebody without an account); a closed one opens again.

    The same words sent twice at once are one message.
    """
    held = take(ticket)
    if held.confirmed_at is None:
        raise NotConfirmedYet
    if same := _same_message(held, text, actor, message_id):
        return same
    origin = {"by_mail": by_mail, "message_id": message_id}
    message = add_message(held, side=Side.CUSTOMER, author=actor, text=text, file=file, **origin)
    was_closed = held.closed_at is not None
    _vendors_turn(held)
    change(held, bounced_at=None)
    if was_closed:
        tell(Kind.TICKET_REOPENED, held, actor=actor, by="customer")
    tell(Kind.TICKET_WRITTEN, held, actor=actor, message=message.public_id)
    return message


@transaction.atomic
def write_as_stranger(
    ticket: Ticket, *, email: str, text: str, file: Iterable[AcceptedFile] = (), message_id: str
) -> Message:
    """An e-mail to a ticket's address from somebody who is none of its people: kept for the staff alone."""
    held = take(ticket)
    if same := held.messages.filter(message_id=message_id).exclude(message_id="").first():
        return same
    message = add_message(
        held,
        side=Side.CUSTOMER,
        author=None,
        text=text,
        file=file,
        by_mail=True,
        stranger=email,
        message_id=message_id,
    )
    _vendors_turn(held)
    return message


@transaction.atomic
def close_own(actor: User | None, ticket: Ticket) -> Ticket:
    """The customer needs nothing more."""
    held = take(ticket)
    if held.closed_at:
        raise TicketIsClosed
    if held.confirmed_at is None:
        raise NotConfirmedYet
    change(held, closed_at=clock.now(), closed_by=actor, waiting_since=None, due_at=None)
    tell(Kind.TICKET_CLOSED, held, actor=actor, by="customer")
    return held


def mark_read(ticket: Ticket) -> None:
    """Whoever asked looked at the answers."""
    if ticket.has_news:
        Ticket.objects.filter(pk=ticket.pk).update(read_at=clock.now())


def _vendors_turn(ticket: Ticket) -> None:
    """The vendor's time runs, from the first message that has no answer."""
    now = clock.now()
    since = ticket.waiting_since or now
    due = ticket.due_at if ticket.waiting_since else promised(ticket.topic, now)
    change(
        ticket,
        waiting_since=since,
        due_at=due,
        closed_at=None,
        closed_by=None,
        reminded_at=None,
    )


def _same_message(ticket: Ticket, text: str, actor: User | None, message_id: str) -> Message | None:
    """What was sent twice: an e-mail with the same Message-ID, or the customer's last words once more."""
    own = ticket.messages.filter(side=Side.CUSTOMER, author=actor)
    if message_id:
        return ticket.messages.filter(message_id=message_id).first()
    last = own.order_by("-pk").first()
    is_same = last is not None and last.text == text and last.at > clock.now() - SAME_MESSAGE
    return last if is_same and last == ticket.messages.order_by("-pk").first() else None
