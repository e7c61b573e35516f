"""The messages of the mailbox: found, and made ready to be shown within a page."""

from __future__ import annotations

import re

from django.db.models import QuerySet

from klucznik.demo.models import DemoMessage

HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)


def letters_to(address: str) -> QuerySet[DemoMessage]:
    """Newest first; all of them when no address is given."""
    address = address.strip()
    letters = DemoMessage.objects.order_by("-id")
    return letters.filter(to__icontains=address) if address else letters


def found_letter(key: str) -> DemoMessage | None:
    """The message under its key; None for anything else that an address may carry."""
    return (
        DemoMessage.objects.filter(pk=int(key)).first() if key.isascii() and key.isdigit() else None
    )


def without_frame(html: str) -> str:
    """Links of a message open in the whole window, as they would from a mail program."""
    return HEAD.sub(lambda head: f'{head.group()}<base target="_top">', html, count=1)
