"""Evidence of a case as the tests make it: rows that machines would have found, registers that answered."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from klucznik.declarations import proofs
from klucznik.declarations.models import Declaration, Evidence, RegisterSnapshot
from klucznik.declarations.papers import current_files
from klucznik.declarations.proving import code_of
from klucznik.declarations.scoring import Proof
from klucznik.declarations.steps import take
from tests.declarations import cases

Status = Evidence.Status


def signature(
    case: Declaration, level: str = "qualified", *, matches: str = "", status: str = Status.VALID
) -> Evidence:
    """What the check of a signed file writes down, for one signatory."""
    file = current_files(case).first()
    matches = matches or case.content["signatories"][0]["name"]
    with transaction.atomic():
        return proofs.put(
            take(cases.fresh(case)),
            Proof.SIGNATURE,
            status,
            key=f"{file.public_id}:{matches}",
            file=file,
            signer=matches,
            level=level,
            matches=matches,
        )


def put(case: Declaration, proof: Proof, status: str = Status.VALID, **more: Any) -> Evidence:
    with transaction.atomic():
        return proofs.put(take(cases.fresh(case)), proof, status, **more)


def register(case: Declaration, **facts: Any) -> RegisterSnapshot:
    """A register that answered about the company."""
    return RegisterSnapshot.objects.create(
        declaration=case, register="krs", answer=RegisterSnapshot.Answer.YES, facts=facts
    )


def row(case: Declaration, proof: Proof) -> Evidence:
    return Evidence.objects.get(declaration=case, kind=proof)


def code(case: Declaration, proof: Proof) -> str:
    """What stands in the message, or on the page."""
    return code_of(row(case, proof))
