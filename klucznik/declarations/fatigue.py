"""Whoever hears of one case too often stops reading: what is said only while somebody has heard little of it.

Told always are the moments at which something can still be prevented or has happened; spared is what repeats them.
"""

from __future__ import annotations

from typing import Final

from klucznik.declarations.models import Declaration
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.mail.models import SentEmail

# After how many messages of a case this one is not sent any more to the same address.
SPARED: Final[dict[str, int]] = {
    Kind.DECLARATION_NOTICE_HALFWAY: 3,
    Kind.DECLARATION_LENGTHENED: 5,
    Kind.DECLARATION_CONTEST_ANSWERED: 5,
    Kind.DECLARATION_CLOSED: 5,
    Kind.FIRST_CLOSED: 5,
    Kind.DEPUTY_HALFWAY: 3,
    Kind.DEPUTY_CLOSED: 5,
    Kind.OFFICE_CLIENT_CLOSED: 5,
    Kind.LETTER_CLOSED: 5,
}


def is_spared(event: Event, address: str) -> bool:
    """Whether this person was told enough of the case to be left alone with this."""
    return event.kind in SPARED and told_before(event, address) >= SPARED[event.kind]


def told_before(event: Event, address: str) -> int:
    """How often this address was written to about the case, beside what the person's own objection caused."""
    letters = SentEmail.objects.filter(
        address__iexact=address,
        event__subject_type=Declaration._meta.label,
        event__subject_id=event.subject_id,
    )
    return letters.exclude(event__kind=Kind.DECLARATION_CONTESTED).exclude(event=event).count()
