"""What the pages of a case show, gathered in one place."""

from __future__ import annotations

from typing import Any

from klucznik.companies.measures import is_suspended
from klucznik.declarations.appeals import appeal_until
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import ROLE_KINDS, Contest, Declaration, Evidence, Notified
from klucznik.declarations.papers import current_files, details_of
from klucznik.declarations.reasons import Ending, words
from klucznik.declarations.receipts_of_cases import has_receipt, may_have_receipt
from klucznik.declarations.saying import checked_files, places, signatures
from klucznik.declarations.states import CONTESTABLE, EDITABLE, PENDING, State
from klucznik.declarations.sums import evidence_context
from klucznik.declarations.timeline import earliest_grant, timeline, turn_in_words
from klucznik.declarations.turns import waits_for_turn
from klucznik.declarations.voices import counts, masked, objector_has_until, open_contests


def case_context(case: Declaration, *, language: str) -> dict[str, Any]:
    """For the claimant: numbers of people, never names."""
    letter, contests = letter_of(case.kind), open_contests(case)
    files, signing = list(current_files(case)), places(case)
    return {
        "case": case,
        "words": letter.words,
        "is_about_role": case.kind in ROLE_KINDS,
        "acceptance": letter.needs_acceptance,
        "details": details_of(case, language=language),
        "moments": timeline(case),
        "turn": turn_in_words(case) if waits_for_turn(case) else "",
        "earliest": earliest_grant(case) if case.is_open else None,
        "files": files,
        "checked_files": checked_files(case),
        "places": signing,
        # Files and not one electronic signature: whoever signs by hand misses nothing.
        "is_on_paper": bool(files) and not any(place.check or place.asked for place in signing),
        "is_checking": signatures(case).filter(status=Evidence.Status.PENDING).exists(),
        "told": counts(case),
        "objections": len(contests),
        "objector_has_until": max(filter(None, map(objector_has_until, contests)), default=None),
        "is_suspended": case.is_open and is_suspended(case.company),
        "appeal_until": appeal_until(case),
        "appeal": Declaration.objects.filter(appeal_of=case).first(),
        "reason": words(case.outcome_reason),
        "is_editable": case.state in EDITABLE,
        "is_withdrawable": case.state in PENDING | {State.DRAFT},
        "has_receipt": has_receipt(case),
        "signatories": case.content.get("signatories", []),
        "needs_strong_proof": letter.needs_strong_proof(case),
        "evidence": evidence_context(case),
    }


def objection_context(voice: Notified) -> dict[str, Any]:
    """For somebody who was told: an administrator learns who asks, others a masked address."""
    case = voice.declaration
    keeper = voice.may_freeze
    mine = Contest.objects.filter(by=voice).order_by("-id").first()
    letter = letter_of(case.kind)
    vetoes = letter.may_veto(voice)
    return {
        "case": case,
        "words": letter.words,
        "telling": letter.telling(case),
        "standing": voice.standing,
        "may_freeze": keeper,
        "is_veto": vetoes and case.state in PENDING,
        "was_vetoed": vetoes and case.outcome_reason == Ending.VETOED and mine is not None,
        "contest": mine,
        "sent": list(mine.files.filter(erased_at=None).order_by("id")) if mine else [],
        "is_contestable": case.state in CONTESTABLE and voice.standing != "claimant",
        "has_receipt": may_have_receipt(voice),
        "is_open": case.is_open,
        "claimant_name": case.claimant.display_name if keeper else "",
        "claimant_email": case.login if keeper else masked(case.login),
    }
