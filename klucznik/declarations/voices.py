"""The people who are told about a case: their sealed addresses and the secrets of their links."""

from __future__ import annotations

from datetime import datetime

from klucznik.core import clock, tokens, vault
from klucznik.declarations.models import Contest, Declaration, Notified

CONTEXT = "notified"
CO_SIGNATORY = "co-signatory"
FINGERPRINT = "notified"


def objection_secret(public_id: str, nonce: str) -> str:
    """The secret of one person's link in one case."""
    return tokens.derive("objection", public_id, nonce)


def address_of(notified: Notified) -> str:
    """The address to write to; empty when it was erased with the files of an ended case."""
    sealed = notified.sealed_email
    return vault.unseal_text(sealed, context=CONTEXT) if sealed else ""


def voice_with(secret: str) -> Notified | None:
    """Whose link this is."""
    found = Notified.objects.select_related("declaration__company", "declaration__claimant", "user")
    return found.filter(secret_hash=tokens.hashed(secret)).first()


def counts(declaration: Declaration) -> dict[str, int]:
    """How many of each standing are told; the claimant sees numbers, never names."""
    told: dict[str, int] = dict.fromkeys(Notified.Standing.values, 0)
    for standing in declaration.notified.values_list("standing", flat=True):
        told[standing] += 1
    return told


def masked(email: str) -> str:
    """An address that its owner recognizes and others do not learn; a dash for an erased one."""
    if not email:
        return "—"
    name, _, domain = email.partition("@")
    return f"{name[:1]}…@{domain[:1]}…{domain[domain.rfind('.') :]}"


def open_contests(declaration: Declaration) -> list[Contest]:
    """Objections that nobody has decided yet, the oldest first."""
    waiting = Contest.objects.filter(declaration=declaration, lifted_at=None, upheld_at=None)
    return list(waiting.select_related("by").order_by("id"))


def objector_has_until(contest: Contest) -> datetime | None:
    """Until when somebody whose objection stopped the clock may still send evidence; None when reviewers need not wait.

    That long it can be upheld, never set aside: what people are told about this day has to be true.
    """
    waits = contest.freezes and contest.is_open and contest.taken_back_at is None
    return contest.look_until if waits and clock.now() < contest.look_until else None


def is_genuine(*, number: str) -> bool:
    """Whether a message with this number can be ours: a case that others were told about has it."""
    written = "".join(number.split()).upper()
    return Notified.objects.filter(declaration__number=written).exists()
