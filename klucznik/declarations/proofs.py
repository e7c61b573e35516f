"""Evidence of a case as rows: one way to write them down, whoever found something."""

from __future__ import annotations

from typing import Any

from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.declarations.models import Declaration, Evidence, EvidenceFile
from klucznik.declarations.scoring import Proof
from klucznik.declarations.steps import note
from klucznik.events.kinds import Kind


def put(
    case: Declaration,
    proof: Proof,
    status: str,
    *,
    key: str = "",
    file: EvidenceFile | None = None,
    actor: User | None = None,
    **details: Any,
) -> Evidence:
    """Write down what came out about one piece of evidence of a case taken by the caller; again is fine."""
    before = Evidence.objects.filter(declaration=case, kind=proof, key=key).first()
    row, _made = Evidence.objects.update_or_create(
        declaration=case,
        kind=proof,
        key=key,
        defaults={
            "status": status,
            "file": file,
            "details": details,
            "checked_at": None if status == Evidence.Status.PENDING else clock.now(),
        },
    )
    if status != Evidence.Status.PENDING and (before is None or before.status != status):
        note(case, Kind.DECLARATION_PROOF_CHANGED, actor=actor, proof=proof.value, status=status)
    return row


def held(case: Declaration) -> list[Evidence]:
    """What holds, of all that was found; evidence of a removed file does not count."""
    rows = Evidence.objects.filter(declaration=case, status=Evidence.Status.VALID)
    return list(rows.exclude(file__removed_at__isnull=False).order_by("id"))
