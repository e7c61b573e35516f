"""Who asked for an invitation at the address of their own account, since it was sent last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from klucznik.events.kinds import Kind
from klucznik.events.models import Event, EventQuerySet
from klucznik.offices.models import Share


@dataclass(frozen=True)
class Asked:
    """One question, as the office reads it before it corrects an address."""

    person: str
    account: str
    at: datetime


def questions_about(share: Share) -> EventQuerySet:
    """The questions that came with the link of today; a corrected address or a new link answers them."""
    return Event.objects.told().filter(
        kind=Kind.SHARE_CORRECTION_ASKED,
        subject_type=Share._meta.label,
        subject_id=share.pk,
        at__gte=share.sent_at,
    )


def asked_about(share: Share) -> list[Asked]:
    """The newest first; one whose personal part was erased is not told."""
    found = []
    for event in questions_about(share).order_by("-id"):
        account = event.details.values.get("account", "") if hasattr(event, "details") else ""
        if account and event.actor:
            found.append(Asked(event.actor.display_name, account, event.at))
    return found
