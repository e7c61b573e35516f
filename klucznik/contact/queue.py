"""The tickets that the staff have to do with, in the order in which they should be taken."""

from __future__ import annotations

from django.db.models import Case, When
from django.db.models.functions import Coalesce

from klucznik.accounts.models import User
from klucznik.contact.models import Ticket, TicketQuerySet
from klucznik.core import clock


def told() -> TicketQuerySet:
    """With all that a row of a list shows, in one query."""
    return Ticket.objects.select_related("person", "company", "product", "assigned_to")


def unassigned() -> TicketQuerySet:
    """Nobody's yet, the longest wait first."""
    return told().waiting().filter(assigned_to=None)


def mine(staff: User) -> TicketQuerySet:
    """Open ones of this person: the vendor's turn first, then those that wait for the customer."""
    own = told().open().filter(assigned_to=staff)
    turn = Case(When(waiting_since=None, then=1), default=0)
    since = Coalesce("waiting_since", "answered_at", "opened_at")
    return own.annotate(turn=turn, since=since).order_by("turn", "since", "pk")


def overdue() -> TicketQuerySet:
    """Past the promised moment, the latest promise last."""
    return told().waiting().filter(due_at__lt=clock.now()).order_by("due_at", "pk")


def awaiting() -> TicketQuerySet:
    """The customer's turn."""
    return told().open().filter(waiting_since=None).order_by("answered_at", "pk")


def unconfirmed_by_mail() -> TicketQuerySet:
    """Came by e-mail from an address that nobody proved; an answer makes them tickets like all others."""
    return told().filter(by_mail=True, confirmed_at=None, closed_at=None).order_by("pk")


def all_tickets() -> TicketQuerySet:
    """Everything but what nobody confirmed and what was erased, the newest first."""
    return told().confirmed().filter(erased_at=None).order_by("-pk")
