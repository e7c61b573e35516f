"""The link of a share's invitation: derived from a nonce when the message is written, found by its hash."""

from __future__ import annotations

from datetime import timedelta

from klucznik.core import clock, tokens
from klucznik.offices.models import Share

VALID_FOR = timedelta(days=30)


def secret_of(share: Share) -> str:
    """What the link in the message carries; no page, log or API ever shows it."""
    return tokens.derive("share", share.public_id, share.nonce)


def dead_secret(share: Share) -> str:
    """What a link carries that opens nothing: in its place the page says that there is a newer invitation."""
    return tokens.derive("share", share.public_id, "")


def renew(share: Share) -> Share:
    """Give it a new link and 30 more days; the old link stops working. The caller saves."""
    share.nonce = tokens.new_nonce()
    share.secret_hash = tokens.hashed(secret_of(share))
    share.sent_at, share.bounced_at = clock.now(), None
    share.expires_at = share.sent_at + VALID_FOR
    return share


def share_with(secret: str) -> Share | None:
    """The share whose link this is, whatever its state; None for an old or made-up link."""
    found = Share.objects.select_related("client__office", "license", "product", "company")
    return found.filter(secret_hash=tokens.hashed(secret)).first()
