"""What the pages of tickets show: a thread of both sides, who sees it, what happens next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from klucznik.accounts.models import User
from klucznik.contact.models import Message, Side, State, Ticket, Topic
from klucznik.contact.timetable import CLOSE_AFTER
from klucznik.contact.topics import PROMISES
from klucznik.contact.ways import ways_of
from klucznik.core.vendor import vendor
from klucznik.help.rendering.linking import page_address

STATUSES = {
    State.UNCONFIRMED: "attention",
    State.WAITING: "waiting",
    State.AWAITING: "attention",
    State.CLOSED: "ended",
}


@dataclass(frozen=True)
class Said:
    """One message as its reader sees it."""

    who: str
    ours: bool
    at: datetime
    text: str
    by_mail: bool
    files: list[tuple[Any, str]]


@dataclass(frozen=True)
class Addresses:
    """Where the forms and files of a ticket's page lead: by account, or by the link of somebody without one."""

    prefix: str
    key: str

    def to(self, name: str, *more: str) -> str:
        return reverse(f"contact:{self.prefix}{name}", args=[self.key, *more])


def addresses_of(ticket: Ticket, *, by_link: bool) -> Addresses:
    return Addresses("link_", ticket.token) if by_link else Addresses("", ticket.public_id)


def thread(ticket: Ticket, viewer: User | None, addresses: Addresses) -> list[Said]:
    """The messages that the ticket's people may read, in two queries."""
    messages = ticket.messages.for_customers().select_related("author").prefetch_related("files")
    return [_said(one, ticket, viewer, addresses) for one in messages]


def _said(message: Message, ticket: Ticket, viewer: User | None, addresses: Addresses) -> Said:
    kept = [file for file in message.files.all() if file.erased_at is None]
    return Said(
        who=_who(message, ticket, viewer),
        ours=message.side == Side.STAFF,
        at=message.at,
        text=message.text,
        by_mail=message.by_mail,
        files=[(file, addresses.to("file", file.public_id)) for file in kept],
    )


def _who(message: Message, ticket: Ticket, viewer: User | None) -> str:
    """Of the vendor's staff customers learn no names."""
    if message.side == Side.STAFF:
        return vendor().name
    if message.author is None:
        return ticket.name or ticket.email
    return _("You") if message.author == viewer else message.author.display_name


def ticket_context(ticket: Ticket, viewer: User | None) -> dict[str, Any]:
    """Everything on the page of a ticket but its form."""
    addresses = addresses_of(ticket, by_link=viewer is None)
    closes_at = ticket.answered_at + CLOSE_AFTER if ticket.answered_at else None
    return {
        "ticket": ticket,
        "said": thread(ticket, viewer, addresses),
        "kind": STATUSES[ticket.state],
        "closes_at": closes_at if ticket.state == State.AWAITING else None,
        "is_opener": viewer is None or ticket.person_id == viewer.pk,
        "write_url": addresses.to("write_again"),
        "close_url": addresses.to("close"),
    }


def topics_shown() -> list[tuple[Topic, int]]:
    """Every topic with the working days within which it is answered."""
    return [(topic, PROMISES[topic]) for topic in Topic]


def ways_shown(topic: str) -> list[tuple[Any, str]]:
    """The forms that fit, each with its address; pages inside a company ask which one."""
    return [(way, page_address(way.page) if way.page else "") for way in ways_of(topic)]
