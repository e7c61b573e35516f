"""The same request twice has one effect and one answer: claim a key before the act, keep the answer after it."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from klucznik.core import vault
from klucznik.devices.errors import KeyMalformed, KeyUsed, StillInHand
from klucznik.devices.models import OnceOnly

KEY: Final = re.compile(r"[\x21-\x7e]{16,128}")
# So long the same key gets the same answer.
KEPT: Final = timedelta(hours=24)
# So long a first request may take; one that died leaves the key to the next.
LEASE: Final = timedelta(seconds=60)
# What is no outcome of the act: who asks is not known, too often, too late, the server's fault.
NOT_KEPT: Final = frozenset({401, 408, 429})


@dataclass(frozen=True)
class Claim:
    """A key in hand: whoever holds it acts, and then keeps the answer or lets the key go."""

    row: int
    scope: str
    begun_at: datetime


@dataclass(frozen=True)
class Kept:
    """An answer as it was given."""

    status: int
    content_type: str
    body: bytes


def scope_of(caller: str, route: str) -> str:
    """Keys of one caller at one address: another's key means nothing here."""
    return vault.fingerprint(f"{caller}\x1f{route}", "once only")


def claim(scope: str, key: str, body: bytes) -> Claim | Kept:
    """Take the key, or get the answer that it had. Its own commit, so that a parallel second one sees it.

    Raises KeyMalformed, KeyUsed (another body) and StillInHand.
    """
    if not KEY.fullmatch(key):
        raise KeyMalformed
    hashed, now = vault.fingerprint(key, "idempotency key"), timezone.now()
    body_hash = vault.fingerprint(body.hex(), "body of a request")
    with transaction.atomic(durable=True):
        row, new = OnceOnly.objects.get_or_create(
            scope=scope, key=hashed, defaults={"body_hash": body_hash, "begun_at": now}
        )
        if new:
            return Claim(row.pk, scope, row.begun_at)
        if row.begun_at < now - KEPT:
            return _taken_over(row, body_hash, now)
        if row.body_hash != body_hash:
            raise KeyUsed
        if row.status is not None:
            return _opened(row)
        if row.begun_at > now - LEASE:
            raise StillInHand
        return _taken_over(row, body_hash, now)


def keep(held: Claim, kept: Kept) -> None:
    """The act is done: this is its answer from now on, unless another has taken the key over."""
    sealed = vault.seal_text(
        json.dumps([kept.content_type, base64.b64encode(kept.body).decode()]), context=held.scope
    )
    _mine(held).update(status=kept.status, sealed_answer=sealed)


def let_go(held: Claim) -> None:
    """Nothing came of it: the same request may be tried again under the same key."""
    _mine(held).delete()


def is_an_outcome(status: int) -> bool:
    return status < 500 and status not in NOT_KEPT


def forget_old(now: datetime) -> None:
    OnceOnly.objects.filter(begun_at__lt=now - KEPT).delete()


def _mine(held: Claim) -> QuerySet[OnceOnly]:
    return OnceOnly.objects.filter(pk=held.row, begun_at=held.begun_at, status=None)


def _taken_over(row: OnceOnly, body_hash: str, now: datetime) -> Claim:
    """Of two that come for a key left behind, one gets it."""
    same = OnceOnly.objects.filter(pk=row.pk, begun_at=row.begun_at, status=row.status)
    if not same.update(body_hash=body_hash, begun_at=now, status=None, sealed_answer=""):
        raise StillInHand
    return Claim(row.pk, row.scope, now)


def _opened(row: OnceOnly) -> Kept:
    content_type, body = json.loads(vault.unseal_text(row.sealed_answer, context=row.scope))
    return Kept(row.status or 200, content_type, base64.b64decode(body))
