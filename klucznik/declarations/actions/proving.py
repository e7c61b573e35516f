"""Evidence that a claimant brings later: codes, an invoice, a record in the DNS, and what it does to the wait."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string

from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.declarations import proofs
from klucznik.declarations.domains import has_text
from klucznik.declarations.errors import (
    NoProofNeeded,
    NoSuchInvoice,
    NotNow,
    NoTriesLeft,
    TooLittleEvidence,
)
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import Declaration, Evidence, State
from klucznik.declarations.proving import (
    INVOICE_TRIES,
    domain,
    is_provable,
    record_of,
    row_of,
)
from klucznik.declarations.scoring import Proof
from klucznik.declarations.steps import note, take
from klucznik.declarations.waiting import can_be_shortened, end_of_waiting, soonest_end
from klucznik.events.kinds import Kind
from klucznik.jobs.queue import enqueue

Status = Evidence.Status
# How long after an answer that did not help the DNS is asked again by itself: records take time to spread.
LOOK_AGAIN = (10, 60, 6 * 60, 24 * 60)


def weigh_again(case: Declaration) -> Declaration:
    """New evidence makes a running wait shorter, never longer, and never ends it within a day and a working day.

    The case was taken by the caller. A wait that stands still, stood still or was made longer stays as it is.
    """
    if case.state != State.NOTICE or not letter_of(case.kind).weighs:
        return case
    if not can_be_shortened(case):
        return case
    assert case.notice_started_at is not None
    assert case.due_at is not None
    now = clock.now()
    try:
        ends_at = max(end_of_waiting(case, case.notice_started_at), soonest_end(now))
    except TooLittleEvidence:
        return case
    if ends_at >= case.due_at:
        return case
    before, case.due_at, case.notice_ends_at = case.due_at, ends_at, ends_at
    case.save(update_fields=["due_at", "notice_ends_at"])
    facts: dict[str, Any] = {"before": before.isoformat(), "ends_at": ends_at.isoformat()}
    note(case, Kind.DECLARATION_SHORTENED, actor=None, **facts)
    return case


def take_provable(actor: User | None, declaration: Declaration) -> Declaration:
    """The case, locked, as long as evidence of its claimant still counts."""
    case = take(declaration)
    if not is_provable(case) or (actor is not None and actor.pk != case.claimant_id):
        raise NotNow
    return case


def settle(
    case: Declaration, row: Evidence, status: str, *, actor: User | None, **more: object
) -> Declaration:
    """Write the outcome of a row down; a code that served is gone. Called under `take_provable`."""
    details = {name: value for name, value in row.details.items() if name != "turn"} | more
    done = proofs.put(case, Proof(row.kind), status, key=row.key, actor=actor, **details)
    if status == Status.VALID:
        Evidence.objects.filter(pk=done.pk).update(secret_hash="", expires_at=None)
        return weigh_again(case)
    return case


def count_try(row: Evidence, *, most: int) -> int:
    """Count one try in a commit of its own, so that no refusal takes it back; how many are left. Raises NoTriesLeft."""
    with transaction.atomic(durable=True):
        open_rows = Evidence.objects.filter(pk=row.pk, tries__lt=most)
        if not open_rows.update(tries=F("tries") + 1):
            raise NoTriesLeft
    row.refresh_from_db(fields=["tries"])
    return most - row.tries


def name_invoice(
    actor: User, declaration: Declaration, *, number: str, gross: Decimal
) -> Declaration:
    """Three tries in a case; the answer never tells what was wrong, nor whether there are invoices at all."""
    if not is_provable(declaration) or not settings.INVOICES:
        raise NoProofNeeded
    row = row_of(declaration, Proof.INVOICE)
    if row and row.status == Status.VALID:
        return declaration
    row = row or Evidence.objects.get_or_create(declaration=declaration, kind=Proof.INVOICE)[0]
    left = count_try(row, most=INVOICE_TRIES)
    fits = import_string(settings.INVOICES)(declaration.company, number=number, gross=gross)
    if fits or not left:
        with transaction.atomic():
            case = take_provable(actor, declaration)
            case = settle(case, row, Status.VALID if fits else Status.INVALID, actor=actor)
    if not fits:
        raise NoSuchInvoice(left=left) if left else NoTriesLeft
    return case


def look_up_domain(actor: User | None, declaration: Declaration, *, turn: int = 0) -> Declaration:
    """Ask the DNS for the record of this case; what is not there yet, or not answered, is looked for again."""
    asked = domain(declaration)
    if not asked or not is_provable(declaration):
        raise NoProofNeeded
    there = has_text(asked, record_of(declaration))
    with transaction.atomic():
        case = take_provable(actor, declaration)
        row = Evidence.objects.filter(declaration=case, kind=Proof.DOMAIN, key=asked[:80]).first()
        if row and row.status == Status.VALID:
            return case
        row = row or Evidence(kind=Proof.DOMAIN, key=asked[:80])
        status = {True: Status.VALID, False: Status.INVALID, None: Status.UNKNOWN}[there]
        case = settle(case, row, status, actor=actor, domain=asked)
        if there is not True and turn < len(LOOK_AGAIN):
            _look_again(case, turn)
    return case


def _look_again(case: Declaration, turn: int) -> None:
    enqueue(
        "declarations.look_up_domain",
        dedupe_key=f"declarations.look_up_domain:{case.pk}:{turn}:{clock.now():%Y%m%d%H}",
        run_at=timezone.now() + timedelta(minutes=LOOK_AGAIN[turn]),
        case=case.pk,
        turn=turn + 1,
    )
