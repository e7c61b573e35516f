"""Cases of one company take turns: an approved one waits while another waits, is ready or on probation."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from klucznik.core import clock
from klucznik.declarations.models import LICENSE_KINDS, Declaration
from klucznik.declarations.states import EFFECTIVE, State


def running_beside(case: Declaration) -> QuerySet[Declaration]:
    """Other cases of the company in their waiting period, ready or on probation."""
    if case.kind in LICENSE_KINDS:
        return Declaration.objects.none()
    others = Declaration.objects.filter(company=case.company_id, state__in=EFFECTIVE)
    return others.exclude(pk=case.pk).exclude(kind__in=LICENSE_KINDS)


def another_case_runs(case: Declaration) -> bool:
    """Whether the case has to wait for its turn."""
    return running_beside(case).exists()


def waits_for_turn(case: Declaration) -> bool:
    """Whether the reviewers approved the case, and something else has to pass before its waiting period begins."""
    return case.state == State.IN_REVIEW and case.due_at is not None


def turn_comes(case: Declaration) -> datetime | None:
    """When the last of the other cases ends by itself; None where none is in the way."""
    return max(map(_ends_at, running_beside(case)), default=None)


def _ends_at(other: Declaration) -> datetime:
    if other.state == State.GRANTED and other.probation_until:
        return other.probation_until
    return (other.due_at or clock.now()) + timedelta(days=settings.PROBATION_DAYS)
