"""What the pages of a case show, gathered in one place."""

from __future__ import annotations

from typing import Any

from klucznik.declarations.models import Contest, Declaration, Notified
from klucznik.declarations.papers import current_files
from klucznik.declarations.reasons import words
from klucznik.declarations.states import CONTESTABLE, EDITABLE, PENDING, State
from klucznik.declarations.timeline import earliest_grant, timeline
from klucznik.declarations.voices import counts, masked, open_contests


def case_context(case: Declaration, *, language: str) -> dict[str, Any]:
    """For the claimant: numbers of people, never names."""
    return {
        "case": case,
        "moments": timeline(case),
        "earliest": earliest_grant(case) if case.is_open else None,
        "files": list(current_files(case)),
        "told": counts(case),
        "objections": len(open_contests(case)),
        "reason": words(case.outcome_reason),
        "is_editable": case.state in EDITABLE,
        "is_withdrawable": case.state in PENDING | {State.DRAFT},
        "signatories": case.content.get("signatories", []),
    }


def objection_context(voice: Notified) -> dict[str, Any]:
    """For somebody who was told: an administrator learns who asks, others a masked address."""
    case = voice.declaration
    keeper = voice.may_freeze
    mine = Contest.objects.filter(by=voice).order_by("-id").first()
    return {
        "case": case,
        "standing": voice.standing,
        "may_freeze": keeper,
        "contest": mine,
        "is_contestable": case.state in CONTESTABLE and voice.standing != "claimant",
        "claimant_name": case.claimant.display_name if keeper else "",
        "claimant_email": case.login if keeper else masked(case.login),
    }
