"""A dead mailbox: its owner cannot be counted on as a reachable administrator."""

from __future__ import annotations

from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.mail.models import SentEmail


def mark_address(email: SentEmail) -> None:
    """Remember that messages to this person come back (cleared when they confirm an address or sign in).

    A report may come days later: one about an address that they no longer have says nothing about the new one.
    """
    same = User.objects.filter(pk=email.recipient_id, email__iexact=email.address)
    same.filter(address_bounced_at=None).update(address_bounced_at=timezone.now())
