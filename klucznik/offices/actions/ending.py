"""The end of a share, whoever ends it: powers end at once, the place is free, the client may read for a while."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.companies.permissions import Permission, may
from klucznik.core import clock
from klucznik.core.text import clean_lines
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.licensing.errors import ReasonMissing
from klucznik.members.errors import RightMissing
from klucznik.members.permissions import acting
from klucznik.offices.actions.locking import lock_share
from klucznik.offices.life import Act
from klucznik.offices.models import Power, Share, Side


@transaction.atomic
def end_share(actor: User | None, share: Share, *, side: Side, reason: str = "") -> Share:
    """End a share for the side that says so; its right is read again under the lock.

    Someone of the office needs clients:manage there, someone of the client office:manage in its company. The vendor's
    staff say why, and both companies read it.
    """
    share = lock_share(share, Act.END)
    _require_right(actor, share, side)
    now = clock.now()
    share.ended_at, share.ended_by, share.ended_side = now, actor, side
    if share.accepted_at:
        share.reading_until = now + timedelta(days=share.license.product.rules.reading_days)
    share.save(update_fields=["ended_at", "ended_by", "ended_side", "reading_until"])
    Power.objects.filter(share=share, ended_at=None).update(ended_at=now, ended_by=actor)
    facts: dict[str, Any] = {}
    if side == Side.VENDOR:
        facts = {"by_staff": True, "reason": said(reason)}
    record_both(Kind.SHARE_ENDED, actor, share, side=side.value, **facts)
    return share


def _require_right(actor: User | None, share: Share, side: Side) -> None:
    if side in (Side.LICENSE, Side.VENDOR):
        return
    company = share.office if side == Side.OFFICE else share.company
    needed = Permission.CLIENTS_MANAGE if side == Side.OFFICE else Permission.OFFICE_MANAGE
    if actor is None or company is None or not may(acting(actor, company), needed):
        raise RightMissing


def said(reason: str) -> str:
    """Nothing is ended by the vendor without a word."""
    if not (cleaned := clean_lines(reason)):
        raise ReasonMissing
    return cleaned


def record_both(
    kind: Kind,
    actor: User | None,
    share: Share,
    *,
    private: dict[str, Any] | None = None,
    **facts: Any,
) -> None:
    """One event in the office's history, and one in the client's where it has a company; mails follow the first.

    `private` is the office's: addresses that it typed are none of the client's people's business.
    """
    told = about(share) | facts
    record(kind, actor=actor, company=share.office, subject=share, private=private, **told)
    if share.company is not None:
        record(kind, actor=actor, company=share.company, subject=share, at_client=True, **told)


def about(share: Share) -> dict[str, Any]:
    """What every event about a share tells."""
    return {
        "office": share.office.name,
        "client": share.client.name,
        "product": share.product.name,
    }
