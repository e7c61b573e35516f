"""What two people of the vendor's staff do about a company as a whole: one proposes, another confirms, both ways."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from klucznik.accounts.models import User
from klucznik.companies.errors import (
    MeasureChanged,
    MeasureNeedsAnother,
    MeasureNoteMissing,
    MeasureStandsAlready,
    ReasonOfAnotherMeasure,
)
from klucznik.companies.keys import lock_company
from klucznik.companies.models import Company, Measure
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.recording import record

# A dispute has one reason; everything else suspends.
REASONS: dict[str, set[str]] = {
    Measure.Kind.DISPUTE: {Measure.Reason.RIVAL_BOARDS},
    Measure.Kind.SUSPENSION: set(Measure.Reason.values) - {Measure.Reason.RIVAL_BOARDS},
}
# The column of the company by which doors know it, and the event of its beginning.
COLUMNS: dict[str, str] = {
    Measure.Kind.DISPUTE: "disputed_at",
    Measure.Kind.SUSPENSION: "suspended_at",
}
BEGINNINGS: dict[str, Kind] = {
    Measure.Kind.DISPUTE: Kind.COMPANY_DISPUTED,
    Measure.Kind.SUSPENSION: Kind.COMPANY_SUSPENDED,
}


@transaction.atomic
def propose_measure(actor: User, company: Company, *, kind: str, reason: str, note: str) -> Measure:
    """Somebody of the staff proposes a measure; nothing changes before another person confirms it."""
    company = lock_company(company)
    if reason not in REASONS[kind]:
        raise ReasonOfAnotherMeasure
    _check_note(note)
    try:
        with transaction.atomic():
            measure = Measure.objects.create(
                company=company, kind=kind, reason=reason, note=note, proposed_by=actor
            )
    except IntegrityError as stands:
        raise MeasureStandsAlready from stands
    _note(Kind.COMPANY_MEASURE_PROPOSED, measure, actor)
    return measure


@transaction.atomic
def confirm_measure(actor: User, measure: Measure) -> Measure:
    """Another person confirms: the measure is in force, and everybody who runs the company is told why."""
    measure = _taken(measure)
    if measure.confirmed_at is not None:
        raise MeasureChanged
    if actor.pk == measure.proposed_by_id:
        raise MeasureNeedsAnother
    measure.confirmed_by, measure.confirmed_at = actor, clock.now()
    measure.save(update_fields=["confirmed_by", "confirmed_at"])
    _mark(measure, measure.confirmed_at)
    _note(BEGINNINGS[measure.kind], measure, actor)
    return measure


@transaction.atomic
def drop_measure(actor: User, measure: Measure) -> Measure:
    """A proposal that nobody confirmed is dropped, by whoever made it or by another."""
    measure = _taken(measure)
    if measure.confirmed_at is not None:
        raise MeasureChanged
    measure.dropped_at = clock.now()
    measure.save(update_fields=["dropped_at"])
    _note(Kind.COMPANY_MEASURE_DROPPED, measure, actor)
    return measure


@transaction.atomic
def propose_end(actor: User, measure: Measure, *, note: str) -> Measure:
    """Somebody proposes to end a measure that is in force, with what it rests on."""
    measure = _taken(measure)
    if measure.confirmed_at is None or measure.end_proposed_by_id is not None:
        raise MeasureChanged
    _check_note(note)
    measure.end_proposed_by, measure.end_note = actor, note
    measure.save(update_fields=["end_proposed_by", "end_note"])
    _note(Kind.COMPANY_MEASURE_PROPOSED, measure, actor, ending=True)
    return measure


@transaction.atomic
def confirm_end(actor: User, measure: Measure) -> Measure:
    """Another person confirms the end: what was stopped is possible again, and the same people are told."""
    measure = _taken(measure)
    if measure.end_proposed_by_id is None:
        raise MeasureChanged
    if actor.pk == measure.end_proposed_by_id:
        raise MeasureNeedsAnother
    measure.ended_by, measure.ended_at = actor, clock.now()
    measure.save(update_fields=["ended_by", "ended_at"])
    _mark(measure, None)
    _note(Kind.COMPANY_RELEASED, measure, actor)
    return measure


@transaction.atomic
def keep_measure(actor: User, measure: Measure) -> Measure:
    """The proposal to end a measure is dropped; it stays in force."""
    measure = _taken(measure)
    if measure.end_proposed_by_id is None:
        raise MeasureChanged
    measure.end_proposed_by, measure.end_note = None, ""
    measure.save(update_fields=["end_proposed_by", "end_note"])
    _note(Kind.COMPANY_MEASURE_DROPPED, measure, actor, ending=True)
    return measure


def _taken(measure: Measure) -> Measure:
    """The measure as it is now, its company locked; one that is over cannot be changed."""
    company = lock_company(measure.company)
    found = Measure.objects.get(pk=measure.pk)
    found.company = company
    if not found.is_open:
        raise MeasureChanged
    return found


def _mark(measure: Measure, since: Any) -> None:
    """Put what doors read on the company itself."""
    column = COLUMNS[measure.kind]
    setattr(measure.company, column, since)
    measure.company.save(update_fields=[column])


def _check_note(note: str) -> None:
    if not note.strip():
        raise MeasureNoteMissing


def _note(kind: Kind, measure: Measure, actor: User, **facts: Any) -> None:
    record(
        kind,
        actor=actor,
        company=measure.company,
        subject=measure,
        by_staff=True,
        measure=measure.kind,
        reason=measure.reason,
        **facts,
    )
