"""What is left of a ticket when its time has come, or when its person is gone."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from klucznik.accounts.models import User
from klucznik.contact.models import Message, Ticket, TicketFile
from klucznik.contact.papers import SHELF
from klucznik.contact.steps import change, take
from klucznik.core import clock
from klucznik.declarations import storage
from klucznik.mail.models import SentEmail


@transaction.atomic
def erase(ticket: Ticket) -> Ticket:
    """Words, names and files go; number, topic and moments stay, for the figures."""
    held = take(ticket)
    erase_contents(held)
    return change(
        held,
        subject="",
        name="",
        email="",
        nonce="",
        person=None,
        with_administrators=False,
        wrapped_key=None,
        waiting_since=None,
        due_at=None,
        closed_at=held.closed_at or clock.now(),
        erased_at=clock.now(),
    )


def erase_contents(ticket: Ticket) -> None:
    """Files with their names, the words of all messages, and of the e-mails about them."""
    files = TicketFile.objects.filter(message__ticket=ticket, erased_at=None)
    for file in files:
        transaction.on_commit(partial(storage.erase, file.ref, shelf=SHELF))
        file.erased_at, file.name, file.sha256 = clock.now(), "", file.ref
        file.save(update_fields=["erased_at", "name", "sha256"])
    Message.objects.filter(ticket=ticket).update(text="", stranger="", message_id="")
    told = emails_about(ticket)
    told.update(subject="", text="", context={}, links={})
    told.filter(recipient=None).update(address="")


def emails_about(ticket: Ticket) -> QuerySet[SentEmail]:
    """What was written to people about a ticket."""
    about = {"event__subject_type": Ticket._meta.label, "event__subject_id": ticket.pk}
    return SentEmail.objects.filter(**about)


@transaction.atomic
def forget_opener(ticket: Ticket) -> Ticket:
    """A ticket that the company's administrators see outlives the account of whoever asked, without a name."""
    held = take(ticket)
    emails_about(held).filter(recipient=held.person).update(
        address="", subject="", text="", context={}, links={}
    )
    values = {} if held.closed_at else {"closed_at": clock.now(), "closed_by": None}
    return change(held, name="", email="", nonce="", waiting_since=None, due_at=None, **values)


def leave(user: User) -> None:
    """A deleted account takes its tickets along, but for those that were shown to a company."""
    for ticket in Ticket.objects.filter(person=user, erased_at=None).order_by("pk"):
        if ticket.with_administrators:
            forget_opener(ticket)
        else:
            erase(ticket)
