"""A code to an address of the company, typed back by the claimant; a code that a program of the company signs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.companies.models import Company
from klucznik.declarations.actions.notices import give_voice
from klucznik.declarations.actions.proving import count_try, settle, take_provable
from klucznik.declarations.errors import (
    CaseChanged,
    CodeOver,
    NoProofNeeded,
    NoSuchChallenge,
    NotNow,
    NoTriesLeft,
    WrongCode,
)
from klucznik.declarations.models import Declaration, Evidence
from klucznik.declarations.proving import (
    CODE_LIVES,
    CODE_TRIES,
    addressees,
    code_hash,
    code_of,
    is_code_open,
    is_provable,
    row_of,
    witnesses,
)
from klucznik.declarations.scoring import Proof
from klucznik.declarations.steps import note
from klucznik.declarations.voices import masked
from klucznik.events.kinds import Kind

Status = Evidence.Status
# A second click within this time sends nothing.
DOUBLE_CLICK = timedelta(minutes=1)


@transaction.atomic
def send_code(actor: User, declaration: Declaration, *, proof: Proof, key: str = "") -> Declaration:
    """Send a fresh code to an address of the company; whoever reads it there may object to the case as well."""
    case = take_provable(actor, declaration)
    possible = addressees(case, proof)
    key = key or next(iter(possible), "")
    if key not in possible:
        raise NoProofNeeded
    row = _fresh_code(case, proof, key, sent_to=masked(possible[key].email))
    if row is None:
        return case
    voice = give_voice(case, possible[key])
    facts: dict[str, Any] = {"evidence": row.pk, "voice": voice.pk, "proof": proof.value}
    note(case, Kind.DECLARATION_CODE_SENT, actor=actor, **facts)
    return case


def answer_code(actor: User, declaration: Declaration, *, proof: Proof, code: str) -> Declaration:
    """The code that came to the company's address, typed back: five tries, a day, once."""
    row = row_of(declaration, proof)
    if row and row.status == Status.VALID:
        return declaration
    if row is None or not is_code_open(row):
        raise CodeOver
    try:
        left = count_try(row, most=CODE_TRIES)
    except NoTriesLeft:
        raise CodeOver from None
    return _take_code(actor, declaration, row.pk, code_hash(code), left)


@transaction.atomic
def _take_code(
    actor: User, declaration: Declaration, pk: int, typed: str, left: int
) -> Declaration:
    case = take_provable(actor, declaration)
    row = Evidence.objects.get(pk=pk)
    if row.status == Status.VALID:
        return case
    if not row.secret_hash or row.secret_hash != typed:
        raise WrongCode(left=left)
    return settle(case, row, Status.VALID, actor=actor)


@transaction.atomic
def ask_witness(actor: User, declaration: Declaration) -> Declaration:
    """Make a fresh code for a program of the company to sign."""
    case = take_provable(actor, declaration)
    if not witnesses(case):
        raise NoProofNeeded
    _fresh_code(case, Proof.PROGRAM, "")
    return case


def bear_witness(company: Company, *, code: str, device: str, program: str) -> Declaration:
    """A program of the company signed the code of a case (whoever calls made sure of that): counts once."""
    rows = Evidence.objects.filter(declaration__company=company, kind=Proof.PROGRAM)
    typed = code_hash(code)
    row = rows.filter(secret_hash=typed).select_related("declaration__company").first()
    if row is None:
        return _borne_before(rows, device, typed)
    if not is_code_open(row) or not is_provable(row.declaration):
        raise NoSuchChallenge
    try:
        return _take_witness(row, typed, device=device, program=program)
    except (CaseChanged, NotNow):
        raise NoSuchChallenge from None


def _borne_before(rows: QuerySet[Evidence], device: str, typed: str) -> Declaration:
    """The same program with the same code again: said once more, counted once."""
    same = {"details__device": device, "details__challenge": typed}
    done = rows.filter(status=Status.VALID, **same).select_related("declaration").first()
    if done is None:
        raise NoSuchChallenge
    return done.declaration


@transaction.atomic
def _take_witness(row: Evidence, typed: str, *, device: str, program: str) -> Declaration:
    case = take_provable(None, row.declaration)
    row = Evidence.objects.get(pk=row.pk)
    if row.secret_hash != typed:
        raise NoSuchChallenge
    facts = {"device": device, "program": program, "challenge": typed}
    return settle(case, row, Status.VALID, actor=None, **facts)


def _fresh_code(case: Declaration, proof: Proof, key: str, **details: str) -> Evidence | None:
    """A row with a new code and new tries; None when it holds already or was made a moment ago."""
    row, _made = Evidence.objects.get_or_create(declaration=case, kind=proof, key=key)
    if row.status == Status.VALID:
        return None
    now = timezone.now()
    sent_at = (row.expires_at or now) - CODE_LIVES
    if is_code_open(row) and now - sent_at < DOUBLE_CLICK:
        return None
    row.details = {**row.details, **details, "turn": int(row.details.get("turn", 0)) + 1}
    row.status, row.tries, row.expires_at = Status.PENDING, 0, now + CODE_LIVES
    row.secret_hash = code_hash(code_of(row))
    row.save()
    return row
