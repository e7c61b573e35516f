"""The machine's look at an uploaded file: begun with the file, written down when it is done."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from klucznik.declarations.actions.proving import weigh_again
from klucznik.declarations.checking import Outcome, may_be_signed
from klucznik.declarations.models import Declaration, Evidence, EvidenceFile
from klucznik.declarations.proofs import put
from klucznik.declarations.scoring import Proof
from klucznik.declarations.steps import take
from klucznik.jobs.queue import enqueue

PENDING = Evidence.Status.PENDING


def begin_check(case: Declaration, file: EvidenceFile) -> None:
    """Say that a file of a case taken by the caller is being checked, and queue the work."""
    put(case, Proof.CASE_SCAN, PENDING, key=file.public_id, file=file)
    if may_be_signed(file):
        put(case, Proof.SIGNATURE, PENDING, key=f"{file.public_id}:1", file=file)
    enqueue(
        "declarations.check_file", dedupe_key=f"declarations.check_file:{file.pk}", file=file.pk
    )


@transaction.atomic
def record_check(file: EvidenceFile, found: Iterable[Outcome]) -> Declaration:
    """Write down what was found; what was announced and not found is not there. Again is fine."""
    case = take(Declaration.objects.select_related("company").get(pk=file.declaration_id))
    if case.is_open:
        for one in found:
            put(case, one.proof, one.status, key=one.key, file=file, **one.details)
    Evidence.objects.filter(declaration=case, file=file, status=PENDING).delete()
    return weigh_again(case)
