"""What time does to tickets; each one is work of its own."""

from __future__ import annotations

from contextlib import suppress

from django.db.models import Q

from klucznik.contact.actions import ending
from klucznik.contact.erasing import erase as erase_ticket
from klucznik.contact.errors import TicketGone
from klucznik.contact.models import Ticket, TicketFile
from klucznik.contact.papers import SHELF
from klucznik.contact.timetable import (
    CLOSE_AFTER,
    CONFIRM_WITHIN,
    KEEP_CLOSED,
    KEEP_UNANSWERED,
    REMIND_AFTER,
)
from klucznik.core import clock
from klucznik.declarations import storage
from klucznik.jobs.queue import enqueue, every, task


@every(hours=1)
def watch_silence() -> None:
    """Queue the reminders and closings that are due."""
    now = clock.now()
    silent = Ticket.objects.open().filter(waiting_since=None)
    due = Q(reminded_at=None, answered_at__lte=now - REMIND_AFTER)
    due |= Q(reminded_at__isnull=False, answered_at__lte=now - CLOSE_AFTER)
    for pk in silent.filter(due).values_list("pk", flat=True):
        enqueue("contact.follow", dedupe_key=f"contact.follow:{pk}:{now:%Y%m%d%H}", ticket=pk)


@task("contact.follow")
def follow(*, ticket: int) -> None:
    """Remind, or close whoever was reminded; what moved meanwhile is left alone."""
    with suppress(TicketGone):
        found = Ticket.objects.get(pk=ticket)
        if not ending.remind(found):
            ending.close_silent(found)


@every(hours=24)
def erase_old_tickets() -> None:
    """Two years after the closing; a month where an e-mail of an unknown sender was closed without an answer."""
    now = clock.now()
    old = Q(closed_at__lte=now - KEEP_CLOSED)
    old |= Q(closed_at__lte=now - KEEP_UNANSWERED, confirmed_at=None)
    for pk in Ticket.objects.filter(old, erased_at=None).values_list("pk", flat=True)[:2000]:
        enqueue("contact.erase", dedupe_key=f"contact.erase:{pk}:{now:%Y%m%d}", ticket=pk)


@task("contact.erase")
def erase(*, ticket: int) -> None:
    """Erase the words and files of one ticket."""
    with suppress(TicketGone):
        erase_ticket(Ticket.objects.get(pk=ticket))


@every(hours=24)
def drop_unconfirmed() -> None:
    """What nobody confirmed within a week is erased as a whole."""
    late = Ticket.objects.filter(
        confirmed_at=None, by_mail=False, opened_at__lte=clock.now() - CONFIRM_WITHIN
    )
    for ticket in late.order_by("pk")[:500]:
        ending.drop_unconfirmed(ticket)


@every(hours=24)
def erase_strays() -> None:
    """Files without a row: what an interrupted upload left behind."""
    kept = TicketFile.objects.filter(erased_at=None).values_list("ref", flat=True)
    storage.erase_strays(set(kept), shelf=SHELF)
