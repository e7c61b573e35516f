"""The signed receipt of a case: what happened when, on what grounds, and where it stands in the company's history.

It counts people and names none but the claimant: who decided and who was told stand as numbers.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from klucznik.core import clock
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import (
    Contest,
    Decision,
    Declaration,
    Evidence,
    EvidenceFile,
    Notified,
    State,
)
from klucznik.declarations.timeline import HAPPENED
from klucznik.declarations.voices import counts, masked
from klucznik.declarations.weighing import weight_of
from klucznik.events import chain, receipts
from klucznik.events.kinds import Kind
from klucznik.events.models import Event, EventSeal
from klucznik.events.sealing import seal_now

# How long after the end those who objected can still get one; their address goes with the files of the case.
AFTER_END: Final = timedelta(days=30)
# Steps beside those of the page of a case. What reviewers decided one by one is nobody's to learn.
MORE_STEPS: Final = (
    Kind.DECLARATION_NOTICE_HALFWAY,
    Kind.DECLARATION_NOTICE_ENDING,
    Kind.DECLARATION_SHORTENED,
    Kind.DECLARATION_LENGTHENED,
    Kind.DECLARATION_RESTARTED,
    Kind.DECLARATION_APPEALED,
)


def has_receipt(case: Declaration) -> bool:
    """Whether there is something to certify: it was sent or accepted, and its words are still kept."""
    return case.state != State.DRAFT and bool(case.login) and _went_out(case)


def may_have_receipt(voice: Notified) -> bool:
    """The other side: who can stop the case, while it runs and for a month after."""
    case = voice.declaration
    known = voice.may_freeze and bool(voice.sealed_email) and has_receipt(case)
    return known and (case.ended_at is None or clock.now() < case.ended_at + AFTER_END)


def case_receipt(case: Declaration, *, with_claimant: bool = True) -> dict[str, Any]:
    """The receipt as of now, signed; all that has happened in the company is sealed first."""
    seal_now(case.company)
    company = case.company
    return receipts.receipt(
        company.public_id,
        company={
            "id": company.public_id,
            "name": company.name,
            "tax_id": str(company.tax_id),
        },
        case={
            "number": case.number,
            "kind": case.kind,
            "state": case.state,
            "reason": case.outcome_reason,
            "claimant": _claimant(case, with_claimant=with_claimant),
            "letter": case.text_hash,
            "steps": [_step(event) for event in _steps(case)],
            "files": [_file(one) for one in case.files.filter(contest=None).order_by("id")],
            "evidence": _evidence(case),
            "points": _points(case),
            "told": _told(case),
            "objections": _objections(case),
            "reviewers": _reviewers(case),
        },
    )


def _told(case: Declaration) -> dict[str, int]:
    """Numbers. Whether the other account of a letter exists is nobody's to learn from a receipt."""
    account = Notified.Standing.ACCOUNT
    return {name: count for name, count in counts(case).items() if count and name != account}


def wrong_steps(given: dict[str, Any]) -> list[str]:
    """What a receipt tells about its steps and this database does not know; asked only of signed ones."""
    wrong = []
    for step in given["case"]["steps"]:
        seal = EventSeal.objects.filter(chain=given["chain"], position=step["position"])
        found = seal.select_related("event").first()
        if found is None:
            wrong.append(f"missing: there is no event {step['position']} of {given['chain']}")
        elif (found.event.kind, chain.utc(found.event.at)) != (step["kind"], step["at"]):
            wrong.append(f"changed: the event {step['position']} is not {step['kind']}")
    return wrong


def _went_out(case: Declaration) -> bool:
    return bool(case.submitted_at or case.notice_started_at)


def _claimant(case: Declaration, *, with_claimant: bool) -> dict[str, str]:
    if with_claimant:
        return {"name": case.claimant.display_name, "address": case.login}
    return {"name": "", "address": masked(case.login)}


def _steps(case: Declaration) -> list[Event]:
    happened = Event.objects.filter(subject_type=Declaration._meta.label, subject_id=case.pk)
    told = happened.filter(kind__in=[*HAPPENED, *MORE_STEPS])
    return list(told.select_related("seal").order_by("id"))


def _step(event: Event) -> dict[str, Any]:
    return {"kind": event.kind, "at": chain.utc(event.at), "position": event.seal.position}


def _points(case: Declaration) -> dict[str, int]:
    """What the evidence comes to as it stands; empty for letters whose wait does not follow from it."""
    if not letter_of(case.kind).weighs:
        return {}
    weight = weight_of(case)
    return {
        "representation": weight.for_representation,
        "control": weight.control,
        "standing": weight.standing,
        "total": weight.total,
    }


def _file(file: EvidenceFile) -> dict[str, Any]:
    return {
        "sha256": file.sha256,
        "type": file.media_type,
        "bytes": file.size,
        "sent_at": _moment(file.uploaded_at),
        "removed_at": _moment(file.removed_at),
    }


def _evidence(case: Declaration) -> list[dict[str, Any]]:
    """Of each piece its kind and what came out; nothing of what was typed, found or signed by whom."""
    rows = Evidence.objects.filter(declaration=case).exclude(file__removed_at__isnull=False)
    return [{"kind": one.kind, "status": one.status} for one in rows.order_by("id")]


def _objections(case: Declaration) -> dict[str, int]:
    contests = Contest.objects.filter(declaration=case)
    return {
        "raised": contests.count(),
        "upheld": contests.exclude(upheld_at=None).count(),
        "not_upheld": contests.exclude(lifted_at=None).count(),
    }


def _reviewers(case: Declaration) -> dict[str, int]:
    """How many decided, once it is out: before that even a number would tell the second one what the first thought."""
    needed = {"needed": case.reviewers_needed if case.content else 0}
    if case.state in (State.IN_REVIEW, State.NEEDS_INFO):
        return needed
    stood = case.decisions.filter(voided_at=None)
    return needed | {
        "approved": stood.filter(verdict=Decision.Verdict.APPROVE).count(),
        "rejected": stood.filter(verdict=Decision.Verdict.REJECT).count(),
    }


def _moment(at: datetime | None) -> str | None:
    return chain.utc(at) if at else None
