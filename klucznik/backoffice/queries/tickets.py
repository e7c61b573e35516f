"""Tickets as the staff see them: the lists, one ticket with all that was written, and who can take it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from klucznik.accounts.models import User
from klucznik.backoffice.models import StaffMember
from klucznik.backoffice.permissions import StaffPermission, roles_with
from klucznik.contact import queue
from klucznik.contact.models import Message, Ticket, TicketQuerySet
from klucznik.contact.readers import has_left, viewers
from klucznik.core import clock

# Fields without nulls, so that a page can begin after any row.
ORDERS: dict[str, tuple[str, ...]] = {
    "unassigned": ("waiting_since", "id"),
    "mine": ("turn", "since", "id"),
    "overdue": ("due_at", "id"),
    "mail": ("id",),
    "awaiting": ("answered_at", "id"),
    "all": ("-id",),
}


@dataclass(frozen=True)
class TicketCounts:
    """How many are in each list."""

    unassigned: int
    mine: int
    overdue: int
    mail: int
    awaiting: int


def tickets_in(tab: str, staff: User) -> TicketQuerySet:
    """The tickets of one list."""
    match tab:
        case "mine":
            return queue.mine(staff)
        case "overdue":
            return queue.overdue()
        case "mail":
            return queue.unconfirmed_by_mail()
        case "awaiting":
            return queue.awaiting().filter(answered_at__isnull=False)
        case "all":
            return queue.all_tickets()
        case _:
            return queue.unassigned()


def counts(staff: User) -> TicketCounts:
    """All lists counted in one query."""
    is_open = Q(closed_at=None, confirmed_at__isnull=False)
    turn = is_open & Q(waiting_since__isnull=False)
    found = Ticket.objects.aggregate(
        unassigned=Count("pk", filter=turn & Q(assigned_to=None)),
        mine=Count("pk", filter=is_open & Q(assigned_to=staff)),
        overdue=Count("pk", filter=turn & Q(due_at__lt=clock.now())),
        mail=Count("pk", filter=Q(by_mail=True, confirmed_at=None, closed_at=None)),
        awaiting=Count("pk", filter=is_open & Q(waiting_since=None, answered_at__isnull=False)),
    )
    return TicketCounts(**found)


def find_tickets(tickets: TicketQuerySet, text: str) -> TicketQuerySet:
    """Narrowed to those whose number, subject, person or company holds the words."""
    for word in text.split()[:6]:
        tickets = tickets.filter(
            Q(number__icontains=word)
            | Q(subject__icontains=word)
            | Q(email__icontains=word)
            | Q(name__icontains=word)
            | Q(person__last_name__icontains=word)
            | Q(company__name__icontains=word)
        )
    return tickets


def thread_of(ticket: Ticket) -> list[Message]:
    """All messages with their files, notes and strangers too, the first one first."""
    rows = Message.objects.filter(ticket=ticket).select_related("author")
    return list(rows.prefetch_related("files").order_by("pk"))


def facts_of(ticket: Ticket, reader: User) -> dict[str, Any]:
    """Everything on the page of a ticket but its forms."""
    thread = thread_of(ticket)
    same = queue.told().exclude(pk=ticket.pk).filter(erased_at=None)
    by = Q(person=ticket.person) if ticket.person else Q(person=None, email__iexact=ticket.email)
    return {
        "ticket": ticket,
        "thread": thread,
        "seen": thread[-1].public_id if thread else "",
        "others": list(same.filter(by).order_by("-pk")[:6]),
        "readers": viewers(ticket),
        "has_left": has_left(ticket),
        "is_own": ticket.person_id == reader.pk,
    }


def answering_people() -> Any:
    """Who of the staff answers tickets, by name."""
    places = StaffMember.objects.active().filter(
        role__in=roles_with(StaffPermission.TICKETS_ANSWER)
    )
    people = User.objects.filter(pk__in=places.values("user_id"))
    return people.order_by("last_name", "first_name", "pk")
