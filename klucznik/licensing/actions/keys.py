"""The keys that sign licenses: made ahead, retired when another has taken over, revoked when one was lost."""

from __future__ import annotations

from datetime import datetime

import structlog
from django.db import transaction
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.licensing import signing_keys
from klucznik.licensing.errors import LastSigningKey
from klucznik.licensing.models import SigningKey

log = structlog.get_logger(__name__)


@transaction.atomic
def make_signing_key(
    actor: User | None = None, *, active_from: datetime | None = None
) -> SigningKey:
    """Make a key: programs can learn its public half at once, it signs from the given moment on."""
    key_id, public_key = signing_keys.new_pair()
    key = SigningKey.objects.create(
        key_id=key_id, public_key=public_key, active_from=active_from or timezone.now()
    )
    _tell(Kind.SIGNING_KEY_MADE, actor, key)
    return key


@transaction.atomic
def retire_signing_key(actor: User | None, key: SigningKey) -> SigningKey:
    """Let a key sign no more, once another one does; what it signed stays valid until its own day."""
    key = _locked(key)
    if key.retired_at or key.revoked_at:
        return key
    if not any(signing_keys.usable(other) for other in _others(key)):
        raise LastSigningKey
    key.retired_at = timezone.now()
    key.save(update_fields=["retired_at"])
    _tell(Kind.SIGNING_KEY_RETIRED, actor, key)
    return key


@transaction.atomic
def revoke_signing_key(actor: User | None, key: SigningKey) -> SigningKey:
    """Say that a key is no longer to be trusted: programs refuse what it signed as soon as they hear of it."""
    key = _locked(key)
    if key.revoked_at:
        return key
    key.revoked_at = timezone.now()
    key.save(update_fields=["revoked_at"])
    _tell(Kind.SIGNING_KEY_REVOKED, actor, key)
    return key


def ensure_signing_key() -> SigningKey | None:
    """Make the very first key. A site that lost its file is told so, not given another in silence; nothing stops."""
    if SigningKey.objects.exists():
        if not signing_keys.can_sign():
            log.warning("license_keys.none_usable", read="docs/run/license-keys.md")
        return None
    try:
        return make_signing_key()
    except OSError as problem:
        log.warning("license_keys.not_made", problem=str(problem))
        return None


def _others(key: SigningKey) -> list[str]:
    others = SigningKey.objects.signing().exclude(pk=key.pk)
    return list(others.values_list("key_id", flat=True))


def _locked(key: SigningKey) -> SigningKey:
    return SigningKey.objects.select_for_update().get(pk=key.pk)


def _tell(kind: Kind, actor: User | None, key: SigningKey) -> None:
    """Into the history; and this process looks for the key of today again, now and once the change is kept."""
    record(kind, actor=actor, key=key.key_id)
    signing_keys.forget()
    transaction.on_commit(signing_keys.forget)
