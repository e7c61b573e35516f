"""A ticket is opened: by somebody signed in, by somebody who still has to confirm the address, or by an e-mail."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.models import Company, Membership
from klucznik.contact.errors import NotYourCompany
from klucznik.contact.models import Message, Numbering, Side, Ticket
from klucznik.contact.papers import new_wrapped_key
from klucznik.contact.steps import add_message, change, take, tell
from klucznik.contact.timetable import SAME_TICKET
from klucznik.contact.topics import promised
from klucznik.core import clock
from klucznik.core.models import new_public_id
from klucznik.declarations.files import AcceptedFile
from klucznik.events.kinds import Kind


@transaction.atomic
def open_ticket(
    person: User,
    *,
    topic: str,
    subject: str,
    text: str,
    company: Company | None = None,
    product: Product | None = None,
    with_administrators: bool = False,
    file: Iterable[AcceptedFile] = (),
) -> Ticket:
    """Somebody who is signed in writes; the vendor's time runs from now. The same words again are the same ticket."""
    places = Membership.objects.active().filter(user=person, company=company)
    if company is not None and not places.exists():
        raise NotYourCompany
    now = clock.now()
    about: dict[str, Any] = {
        "company": company,
        "product": product,
        "with_administrators": with_administrators and company is not None,
    }
    who: dict[str, Any] = {"person": person, "email": person.email, "language": person.language}
    known: dict[str, Any] = {
        "confirmed_at": now,
        "waiting_since": now,
        "due_at": promised(topic, now),
    }
    return _open(topic, subject, text, file, author=person, **who, **about, **known)


@transaction.atomic
def open_without_account(
    *,
    topic: str,
    subject: str,
    text: str,
    name: str,
    email: str,
    language: str,
    product: Product | None = None,
    file: Iterable[AcceptedFile] = (),
) -> Ticket:
    """Somebody with nothing but an address writes; it reaches nobody until they confirm the address."""
    who: dict[str, Any] = {"name": name, "email": email, "language": language, "product": product}
    return _open(topic, subject, text, file, author=None, **who)


@transaction.atomic
def open_by_mail(
    *,
    subject: str,
    text: str,
    name: str,
    email: str,
    language: str,
    message_id: str,
    file: Iterable[AcceptedFile] = (),
) -> Ticket:
    """A person's e-mail without a ticket; who really sent it is not known."""
    who = {"name": name, "email": email, "language": language, "by_mail": True}
    return _open("other", subject, text, file, author=None, message_id=message_id, **who)


@transaction.atomic
def confirm_ticket(ticket: Ticket) -> Ticket:
    """The reader of the mailbox says that the words are theirs: now the vendor's time runs. Twice is fine."""
    held = take(ticket)
    if held.confirmed_at:
        return held
    now = clock.now()
    change(held, confirmed_at=now, waiting_since=now, due_at=promised(held.topic, now))
    tell(Kind.TICKET_CONFIRMED, held, actor=None)
    return held


def _open(
    topic: str,
    subject: str,
    text: str,
    file: Iterable[AcceptedFile],
    *,
    author: User | None,
    message_id: str = "",
    **values: Any,
) -> Ticket:
    numbering = _hold_numbering()
    if same := _same_ticket(text, author, values["email"]):
        return same
    public_id = new_public_id()
    ticket = Ticket.objects.create(
        public_id=public_id,
        number=_next_number(numbering),
        topic=topic,
        subject=subject,
        wrapped_key=new_wrapped_key(public_id),
        opened_at=clock.now(),
        **values,
    )
    add_message(
        ticket,
        side=Side.CUSTOMER,
        author=author,
        text=text,
        file=file,
        by_mail=ticket.by_mail,
        message_id=message_id,
    )
    tell(Kind.TICKET_OPENED, ticket, actor=author)
    return ticket


def _hold_numbering() -> Numbering:
    """This year's row, locked: two tickets opened at once get two numbers, and the same words one ticket."""
    year = clock.today().year
    Numbering.objects.get_or_create(year=year)
    return Numbering.objects.select_for_update().get(year=year)


def _next_number(numbering: Numbering) -> str:
    """For example Z-2026-000123."""
    numbering.last += 1
    numbering.save(update_fields=["last"])
    return f"Z-{numbering.year}-{numbering.last:06d}"


def _same_ticket(text: str, author: User | None, email: str) -> Ticket | None:
    """The first message of a ticket of the same sender with the same words, of today."""
    since = clock.now() - SAME_TICKET
    first = Message.objects.filter(
        text=text, side=Side.CUSTOMER, at__gte=since, ticket__opened_at__gte=since
    )
    first = first.filter(
        ticket__person=author, ticket__email=email, ticket__closed_at=None, ticket__erased_at=None
    )
    found = first.select_related("ticket").order_by("pk").first()
    return found.ticket if found else None
