"""What people are told about their tickets; all messages of one ticket are one conversation for mail programs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.urls import reverse

from klucznik.accounts.models import User
from klucznik.contact.addresses import reply_address
from klucznik.contact.models import Message, Side, Ticket
from klucznik.contact.readers import may_read, writers
from klucznik.contact.timetable import CLOSE_AFTER, CONFIRM_WITHIN
from klucznik.contact.topics import promised
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.links import mail_link, mail_word
from klucznik.mail.models import SentEmail
from klucznik.mail.sending import Address, send

FOLDER = "contact/emails"
ONE_A_DAY: Final = timedelta(days=1)


@mail_link("ticket")
def ticket_path(key: int) -> str:
    """The page of a ticket for somebody without an account."""
    ticket = Ticket.objects.get(pk=key)
    return reverse("contact:by_link", args=[ticket.token])


@mail_link("ticket_confirm")
def confirm_path(key: int) -> str:
    """The page on which the reader of the mailbox says that they wrote it."""
    ticket = Ticket.objects.get(pk=key)
    return reverse("contact:confirm", args=[ticket.confirming_token])


@mail_word("ticket_words")
def words_of(key: int) -> str:
    """What the vendor answered; it is kept in the ticket only."""
    return Message.objects.get(pk=key).text


@mail_word("ticket_reply_to")
def reply_to(key: int) -> str:
    return reply_address(Ticket.objects.get(pk=key))


@mail_word("ticket_thread")
def thread(key: int) -> str:
    """The conversation: a beginning that all its messages name, and the customer's own e-mails."""
    return " ".join([_root(key), *_of_customer(key)[-8:]])


@mail_word("ticket_answers")
def answers(key: int) -> str:
    """What this message answers: the customer's last e-mail, else the beginning."""
    return (_of_customer(key) or [_root(key)])[-1]


@on(Kind.TICKET_OPENED)
def opened(event: Event) -> None:
    """A receipt for whoever is known; a link to confirm for everybody else."""
    ticket = _ticket(event)
    if ticket is None:
        return
    if ticket.by_mail:
        _say_that_it_came(event, ticket)
        return
    if ticket.person:
        _receipt(event, ticket)
        return
    send(
        f"{FOLDER}/ticket_confirm",
        to=Address(ticket.email, ticket.language),
        event=event,
        links={"link": ("ticket_confirm", ticket.pk)},
        number=ticket.number,
        days=CONFIRM_WITHIN.days,
    )


@on(Kind.TICKET_CONFIRMED)
def confirmed(event: Event) -> None:
    """The receipt, with the link that leads to the ticket from now on."""
    if ticket := _ticket(event):
        _receipt(event, ticket)


def _say_that_it_came(event: Event, ticket: Ticket) -> None:
    """To the sender that an e-mail names, which may be a lie: once a day, and not a word of what came in."""
    message = f"{FOLDER}/ticket_by_mail"
    since = event.at - ONE_A_DAY
    lately = SentEmail.objects.filter(address=ticket.email, message=message, created_at__gt=since)
    if lately.exclude(event=event).exists():
        return
    heads = {"reply_to": "ticket_reply_to", "thread": "ticket_thread", "answers": "ticket_answers"}
    links = {name: (purpose, ticket.pk) for name, purpose in heads.items()}
    to = Address(ticket.email, ticket.language)
    send(message, to=to, event=event, links=links, number=ticket.number)


def _receipt(event: Event, ticket: Ticket) -> None:
    """What was promised when it reached us; perhaps it is answered already."""
    due_at = promised(ticket.topic, ticket.confirmed_at or event.at)
    tell(event, ticket, f"{FOLDER}/ticket_received", due_at=due_at)


@on(Kind.TICKET_ANSWERED)
def answered(event: Event) -> None:
    """The whole answer, to whoever asked and to everybody who wrote in the ticket and still sees it."""
    ticket = _ticket(event)
    message = Message.objects.filter(
        ticket=ticket, public_id=event.facts.get("message", ""), side=Side.STAFF
    ).first()
    if ticket is None or message is None:
        return
    told: dict[str, Any] = {
        "files": message.files.filter(erased_at=None).count(),
        "closed": bool(event.facts.get("closed")),
    }
    words = {"words": ("ticket_words", message.pk)}
    tell(event, ticket, f"{FOLDER}/ticket_answered", links=words, **told)
    for user in writers(ticket):
        tell(event, ticket, f"{FOLDER}/ticket_answered", to=user, links=words, **told)


@on(Kind.TICKET_REMINDED)
def reminded(event: Event) -> None:
    """The vendor's answer waits for a word; without one the ticket is closed."""
    ticket = _ticket(event)
    if ticket is not None and ticket.answered_at is not None:
        closes_at = ticket.answered_at + CLOSE_AFTER
        tell(event, ticket, f"{FOLDER}/ticket_reminded", closes_at=closes_at)


@on(Kind.TICKET_CLOSED)
def closed(event: Event) -> None:
    """Closed by the clock or without an answer; who closed it themselves, or got an answer with it, knows."""
    ticket, by = _ticket(event), event.facts.get("by")
    if ticket is not None and ticket.confirmed_at and by in ("clock", "staff"):
        tell(event, ticket, f"{FOLDER}/ticket_closed", by_clock=by == "clock")


def tell(
    event: Event,
    ticket: Ticket,
    message: str,
    *,
    to: User | None = None,
    links: dict[str, tuple[str, int]] | None = None,
    **told: Any,
) -> None:
    """Write to whoever asked (or to `to`): by account to the page of the portal, without one by the secret link."""
    reader = to or ticket.person
    if reader is not None and not may_read(reader, ticket):
        return
    heads = {"reply_to": "ticket_reply_to", "thread": "ticket_thread", "answers": "ticket_answers"}
    send(
        message,
        to=reader or Address(ticket.email, ticket.language),
        event=event,
        company=ticket.company if ticket.with_administrators else None,
        links={name: (purpose, ticket.pk) for name, purpose in heads.items()}
        | ({} if reader else {"link": ("ticket", ticket.pk)})
        | (links or {}),
        ticket_path=reverse("contact:ticket", args=[ticket.public_id]) if reader else "",
        number=ticket.number,
        about=ticket.subject,
        can_reply=bool(settings.REPLY_ADDRESS),
        **told,
    )


def _ticket(event: Event) -> Ticket | None:
    """The ticket as it is now; None when it was erased meanwhile."""
    found = Ticket.objects.select_related("person", "company").filter(erased_at=None)
    return found.filter(pk=event.subject_id or 0).first()


def _root(key: int) -> str:
    """A Message-ID that no message has: mail programs join what names the same one."""
    return f"<ticket.{Ticket.objects.get(pk=key).public_id}@{settings.PUBLIC_HOST}>"


def _of_customer(key: int) -> list[str]:
    own = Message.objects.filter(ticket=key, side=Side.CUSTOMER, stranger="")
    return list(own.exclude(message_id="").values_list("message_id", flat=True))
