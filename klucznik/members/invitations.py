"""The link of an invitation: derived from a nonce when the message is written, found by its hash, rotated at will."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress

from klucznik.accounts.models import User
from klucznik.core import clock, tokens
from klucznik.members.models import Invitation

VALID_FOR = timedelta(days=14)


def secret_of(invitation: Invitation) -> str:
    """What the link in the message carries; no page, log or API ever shows it."""
    return tokens.derive("invitation", invitation.public_id, invitation.nonce)


def renew(invitation: Invitation) -> Invitation:
    """Give it a new link and 14 more days; the old link stops working. The caller saves."""
    now = clock.now()
    invitation.nonce = tokens.new_nonce()
    invitation.secret_hash = tokens.hashed(secret_of(invitation))
    invitation.sent_at, invitation.expires_at, invitation.bounced_at = now, now + VALID_FOR, None
    return invitation


def invitation_with(secret: str) -> Invitation | None:
    """The invitation whose link this is, whatever its state; None for a rotated or made-up link."""
    found = Invitation.objects.select_related("company", "invited_by")
    return found.filter(secret_hash=tokens.hashed(secret)).first()


def is_address_of(user: User, email: str) -> bool:
    """Whether the person has proved that the invited mailbox is theirs."""
    return EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists()
