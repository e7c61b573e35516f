"""A person's e-mail becomes a message in its ticket, or a ticket of its own that waits for the staff."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import structlog
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from klucznik.contact.actions.opening import open_by_mail
from klucznik.contact.actions.writing import write, write_as_stranger
from klucznik.contact.addresses import is_ours, ticket_of
from klucznik.contact.models import Ticket
from klucznik.contact.papers import MOST_AT_ONCE
from klucznik.contact.readers import sender_of
from klucznik.contact.reading import Attached, Letter, read_letter
from klucznik.core.errors import DomainError
from klucznik.declarations.files import MOST_BYTES, AcceptedFile, inspect
from klucznik.declarations.scanning import scan
from klucznik.limits.counting import consume
from klucznik.limits.errors import TooManyTries
from klucznik.mail.models import ReceivedEmail
from klucznik.mail.reports import Incoming, Sort

log = structlog.get_logger(__name__)
MACHINES: Final = re.compile(r"^(no-?reply|do-?not-?reply|nie-?odpowiadaj|noreply[-.+\w]*)$", re.I)


@dataclass(frozen=True)
class Kept:
    """What of a letter may be kept: its words, with a sentence for each file that was refused, and the good files."""

    text: str
    files: list[AcceptedFile]


def take_letter(incoming: Incoming) -> Callable[[ReceivedEmail], bool] | None:
    """Fulfills settings.INBOUND_MAIL: what a person wrote to the address of a ticket, or to the address for all.

    Files are looked into here, before the commit.
    """
    if incoming.sort != Sort.PERSON or not settings.REPLY_ADDRESS:
        return None
    named = [found for address in incoming.recipients if (found := ticket_of(address))]
    ticket = named[0] if named else None
    if ticket is None and not any(is_ours(address) for address in incoming.recipients):
        return None
    letter = read_letter(incoming.data)
    if letter is None or _is_a_machine(letter) or not _within_limits(letter, ticket):
        return None
    with translation.override(ticket.language if ticket else settings.LANGUAGE_CODE):
        kept = _look(letter)
    return partial(_keep, letter, kept, ticket) if kept.text or kept.files else None


def _is_a_machine(letter: Letter) -> bool:
    """A sender that nobody reads, or that is one of our own addresses: a loop."""
    own = {settings.MAIL_FROM.lower(), settings.BOUNCE_ADDRESS.lower()} - {""}
    local = letter.sender.partition("@")[0]
    return bool(MACHINES.match(local)) or is_ours(letter.sender) or letter.sender in own


def _within_limits(letter: Letter, ticket: Ticket | None) -> bool:
    try:
        if ticket is not None:
            consume(contact__letter__ticket=ticket.pk)
        else:
            consume(contact__letter__email=letter.sender, contact__letter__all="")
    except TooManyTries:
        log.warning("contact.letter_over_limit", ticket=ticket.number if ticket else "")
        return False
    return True


def _look(letter: Letter) -> Kept:
    """Each file by the same checks as on the page."""
    files, refused = [], []
    for attached in letter.files[:MOST_AT_ONCE]:
        try:
            files.append(_accepted(attached))
        except DomainError as refusal:
            refused.append(_not_kept(attached.name, str(refusal)))
    if len(letter.files) > MOST_AT_ONCE:
        limit = {"limit": MOST_AT_ONCE}
        refused.append(_("[Further files were not kept: at most %(limit)s at once.]") % limit)
    return Kept("\n\n".join([one for one in (letter.text, *refused) if one]), files)


def _accepted(attached: Attached) -> AcceptedFile:
    if len(attached.data) <= MOST_BYTES:
        scan(attached.data)
    return inspect(attached.data, name=attached.name)


def _not_kept(name: str, why: str) -> str:
    told = {"name": name or _("without a name"), "why": why}
    return _("[The file “%(name)s” was not kept. %(why)s]") % told


def _keep(letter: Letter, kept: Kept, ticket: Ticket | None, row: ReceivedEmail) -> bool:
    """Into the ticket as it is now; a ticket that was closed meets no stranger, and one that is gone nobody."""
    given: dict[str, Any] = {"text": kept.text, "file": kept.files, "message_id": letter.message_id}
    try:
        if ticket is None:
            return _open(letter, kept)
        is_theirs, user = sender_of(letter.sender, ticket)
        if is_theirs:
            write(user, ticket, by_mail=True, **given)
        elif ticket.closed_at:
            return _open(letter, kept)
        else:
            write_as_stranger(ticket, email=letter.sender, **given)
    except DomainError as refusal:
        log.info("contact.letter_refused", code=refusal.code)
        return False
    return True


def _open(letter: Letter, kept: Kept) -> bool:
    with translation.override(settings.LANGUAGE_CODE):
        subject = letter.subject or _("(no subject)")
    open_by_mail(
        subject=subject,
        text=kept.text,
        name=letter.name,
        email=letter.sender,
        language=settings.LANGUAGE_CODE,
        message_id=letter.message_id,
        file=kept.files,
    )
    return True
