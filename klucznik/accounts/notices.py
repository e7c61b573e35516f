"""The messages that the portal wrote to a person, as the portal shows them."""

from __future__ import annotations

from klucznik.accounts.models import User
from klucznik.core.paging import Page, keyset
from klucznik.mail.models import SentEmail

# Messages from before the person proved the address: they are about getting in, and of no use once inside.
BEFORE = ["accounts/emails/activation", "accounts/emails/address_in_use"]


def notices_of(user: User, *, unread: bool = False, after: str | None = None) -> Page[SentEmail]:
    """A page of messages whose words are written, the newest first."""
    written = (
        SentEmail.objects.filter(recipient=user).exclude(subject="").exclude(message__in=BEFORE)
    )
    if unread:
        written = written.filter(read_at=None)
    return keyset(written.select_related("company", "wording"), ("-id",), after)


def count_unread(user: User, *, most: int = 99) -> int:
    """How many wait to be read; counted no further than `most`, so that it always costs the same."""
    waiting = SentEmail.objects.filter(recipient=user, read_at=None).exclude(subject="")
    return waiting.exclude(message__in=BEFORE).values("pk")[:most].count()
