"""Which rejected case may be looked at once more, and until when."""

from __future__ import annotations

from datetime import datetime, timedelta

from klucznik.core import clock
from klucznik.declarations.models import Declaration, State
from klucznik.declarations.reasons import Ending

APPEAL_DAYS = timedelta(days=14)


def appeal_until(case: Declaration) -> datetime | None:
    """Until when this case may be appealed; None when it may not at all."""
    reviewed = case.submitted_at is not None and case.outcome_reason != Ending.VETOED
    if case.state != State.REJECTED or not reviewed or case.appeal_of_id or case.ended_at is None:
        return None
    until = case.ended_at + APPEAL_DAYS
    taken = Declaration.objects.filter(appeal_of=case).exists()
    return None if taken or clock.now() >= until or not case.wrapped_key else until
