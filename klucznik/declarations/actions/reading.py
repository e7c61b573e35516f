"""Have the registers read for a case, and keep what they said with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from klucznik.companies.registries import Answer, RegisterAnswer, registers
from klucznik.core import clock
from klucznik.declarations.models import Declaration, Evidence, RegisterSnapshot
from klucznik.declarations.registers import (
    FRESH,
    is_stale,
    registered_number,
    representation_hash,
)
from klucznik.declarations.scoring import Proof
from klucznik.jobs.queue import enqueue

TASK = "declarations.read_registers"


def read_registers(case: Declaration, *, fresh: bool = False) -> None:
    """Queue a reading of all registers that are on, at most one an hour for each case; none when none is on."""
    if registers():
        hour = f"{clock.now():%Y%m%d%H}"
        enqueue(TASK, dedupe_key=f"{TASK}:{case.pk}:{hour}:{fresh:d}", case=case.pk, fresh=fresh)


def read_registers_again(case: Declaration) -> None:
    """Queue a reading when a reviewer looks at an open case whose answers are old or missing."""
    if case.is_open and case.submitted_at and is_stale(case):
        read_registers(case)


def read_before_grants(cases: Iterable[Declaration]) -> None:
    """Queue a fresh reading for those of the cases that nothing was read for since half a day."""
    since = clock.now() - FRESH / 2
    lately = RegisterSnapshot.objects.filter(read_at__gte=since)
    read = set(lately.values_list("declaration_id", flat=True))
    for case in cases:
        if case.pk not in read:
            read_registers(case, fresh=True)


@transaction.atomic
def keep_answers(declaration: Declaration, answers: list[RegisterAnswer]) -> Declaration:
    """Keep what registers said with an open case; what was said about an ended one is dropped."""
    case = Declaration.objects.locked(declaration.pk)
    if not case.is_open:
        return case
    for one in answers:
        _keep(case, one)
    if registered_number(case):
        _look_at_seals_again(case)
    return case


def _look_at_seals_again(case: Declaration) -> None:
    """A seal may name the company by its number in the court register, which may be known only now."""
    seals = Evidence.objects.filter(
        declaration=case,
        kind=Proof.SIGNATURE,
        status=Evidence.Status.VALID,
        details__level="seal",
        details__matches="",
    )
    for file in set(seals.filter(file__removed_at=None).values_list("file", flat=True)):
        enqueue(
            "declarations.check_file",
            dedupe_key=f"declarations.check_file:{file}:seal",
            file=file,
        )


def _keep(case: Declaration, one: RegisterAnswer) -> None:
    """A row; where the last two say the same as this, only the moment until which that held moves on."""
    facts = one.facts.as_json() if one.answer == Answer.YES else {}
    words = {"reason": one.reason} if one.reason else {}
    # On the clock of cases; an answer that was kept is as old as it is.
    read_at = clock.now() - (timezone.now() - one.at)
    told = {**facts, **words}
    before = RegisterSnapshot.objects.filter(declaration=case, register=one.register)
    last = list(before.order_by("-id")[:2])
    same = [was for was in last if was.answer == one.answer and _told(was) == told]
    if len(same) == 2 and read_at > last[0].read_at:
        RegisterSnapshot.objects.filter(pk=last[0].pk).update(
            read_at=read_at, facts={**told, "reference": one.reference}
        )
        return
    RegisterSnapshot.objects.create(
        declaration=case,
        register=one.register,
        answer=one.answer.value,
        facts={**told, "reference": one.reference},
        representation_hash=representation_hash(facts),
        read_at=read_at,
    )


def _told(snapshot: RegisterSnapshot) -> dict[str, Any]:
    """What it says, in the form that a fresh answer has; the number of the query is of each time."""
    return {name: value for name, value in snapshot.facts.items() if name != "reference"}
