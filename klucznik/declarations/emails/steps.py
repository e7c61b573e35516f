"""Who is told when a case moves, and when something waits for an answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import translation

from klucznik.core import clock
from klucznik.declarations.emails.telling import (
    asked_otherwise,
    case_of,
    tell_claimant,
    tell_others,
)
from klucznik.declarations.models import (
    Contest,
    Declaration,
    State,
)
from klucznik.declarations.reasons import words
from klucznik.declarations.saying import note_to_claimant
from klucznik.declarations.states import EDITABLE
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on


@on(Kind.DECLARATION_SUBMITTED, Kind.DECLARATION_APPEALED)
def submitted(event: Event) -> None:
    """The claimant learns when to expect an answer, the others that somebody asks."""
    case = case_of(event)
    stage = event.kind.rsplit(".", 1)[-1]
    facts: dict[str, Any] = {"stage": stage, "reviewers": case.reviewers_needed}
    told = "declarations/emails/case_submitted"
    tell_claimant(event, told, case, promised_at=case.promised_at, **facts)
    tell_others(
        event, "declarations/emails/rights_claimed", case, but=asked_otherwise(case), **facts
    )


@on(
    Kind.DECLARATION_NOTICE_STARTED,
    Kind.DECLARATION_NOTICE_HALFWAY,
    Kind.DECLARATION_NOTICE_ENDING,
)
def waiting(event: Event) -> None:
    """The waiting period began, is half over, ends within a day."""
    case = case_of(event)
    stage = event.kind.rsplit("_", 1)[-1]
    facts: dict[str, Any] = {"stage": stage, "ends_at": case.notice_ends_at}
    tell_claimant(event, "declarations/emails/case_waiting", case, **facts)
    tell_others(event, "declarations/emails/rights_claimed", case, **facts)


@on(Kind.DECLARATION_LENGTHENED, Kind.DECLARATION_RESTARTED, Kind.DECLARATION_RETURNED)
def otherwise(event: Event) -> None:
    """It takes longer than people were told, begins anew, or is looked at once more: why, and until when."""
    case = case_of(event)
    what = event.facts.get("reason") or event.kind.rsplit(".", 1)[-1]
    facts: dict[str, Any] = {"what": what, "ends_at": case.notice_ends_at, "until": case.due_at}
    tell_claimant(event, "declarations/emails/case_otherwise", case, **facts)
    if case.state != State.READY:
        tell_others(event, "declarations/emails/claim_otherwise", case, **facts)


@on(Kind.DECLARATION_INFO_ASKED)
def info_asked(event: Event) -> None:
    """What is missing, and until when it can be sent."""
    ask_for_more(event, case_of(event), reminder=False)


def ask_for_more(event: Event, case: Declaration, *, reminder: bool) -> None:
    with translation.override(case.claimant.language):
        reason = words(case.outcome_reason)
    tell_claimant(
        event,
        "declarations/emails/case_needs_info",
        case,
        reason=reason,
        asked=case.info_asked,
        due_at=case.due_at,
        reminder=reminder,
    )


@on(Kind.DECLARATION_HELD)
def held(event: Event) -> None:
    """Nobody waits without knowing why: until when the case is put aside, and when the answer comes now."""
    case = case_of(event)
    with translation.override(case.claimant.language):
        reason = words(event.facts["reason"])
    facts: dict[str, Any] = {"held_until": case.held_until, "promised_at": case.promised_at}
    tell_claimant(event, "declarations/emails/case_held", case, reason=reason, **facts)


@on(Kind.DECLARATION_FILE_REMOVED)
def file_removed(event: Event) -> None:
    """Whoever sent an identity document learns that it is gone; what they removed themselves they know."""
    if event.by_staff:
        case = case_of(event)
        editable = case.state in EDITABLE
        tell_claimant(event, "declarations/emails/case_file_removed", case, open=editable)


@on(Kind.DECLARATION_REMINDED)
def reminded(event: Event) -> None:
    """Something is still waited for; a case that moved on in the meantime needs no reminder."""
    case = case_of(event)
    if case.state == State.NEEDS_INFO:
        ask_for_more(event, case, reminder=True)
    if case.state == State.READY:
        tell_ready(event, case, reminder=True)


@on(Kind.DECLARATION_READY)
def ready(event: Event) -> None:
    """The claimant can accept."""
    tell_ready(event, case_of(event), reminder=False)


def tell_ready(event: Event, case: Declaration, *, reminder: bool) -> None:
    due_at: datetime = case.due_at or clock.now()
    tell_claimant(event, "declarations/emails/case_ready", case, due_at=due_at, reminder=reminder)


@on(Kind.DECLARATION_GRANTED)
def granted(event: Event) -> None:
    """Everybody learns that the rights were granted and that this can still be undone."""
    case = case_of(event)
    facts: dict[str, Any] = {"probation_until": case.probation_until}
    tell_claimant(event, "declarations/emails/case_granted", case, **facts)
    tell_others(event, "declarations/emails/rights_granted", case, **facts)


@on(Kind.DECLARATION_CONTESTED)
def contested(event: Event) -> None:
    """Everybody learns that somebody objected, the objector that it was heard; nobody learns who it was."""
    case = case_of(event)
    contest = Contest.objects.get(pk=event.facts["contest"])
    until = contest.look_until if contest.freezes else None
    facts: dict[str, Any] = {"freezes": contest.freezes, "until": until}
    tell_claimant(event, "declarations/emails/case_contested", case, **facts)
    tell_others(event, "declarations/emails/claim_contested", case, **facts)


@on(Kind.DECLARATION_CONTEST_ANSWERED)
def contest_answered(event: Event) -> None:
    """The objection was not upheld: the case goes on."""
    case = case_of(event)
    facts: dict[str, Any] = {"until": case.due_at}
    tell_claimant(event, "declarations/emails/case_resumed", case, **facts)
    tell_others(event, "declarations/emails/claim_resumed", case, **facts)


@on(
    Kind.DECLARATION_REJECTED,
    Kind.DECLARATION_WITHDRAWN,
    Kind.DECLARATION_EXPIRED,
    Kind.DECLARATION_SUPERSEDED,
    Kind.DECLARATION_REVERTED,
    Kind.DECLARATION_CLOSED,
)
def ended(event: Event) -> None:
    """The case is over: how, and why. A declaration that was never sent concerns only its claimant."""
    case = case_of(event)
    with translation.override(case.claimant.language):
        reason = words(case.outcome_reason)
    outcome = event.kind.rsplit(".", 1)[-1]
    facts: dict[str, Any] = {"outcome": outcome, "reason": reason, "note": note_to_claimant(case)}
    tell_claimant(event, "declarations/emails/case_ended", case, **facts)
    tell_others(event, "declarations/emails/claim_ended", case, outcome=outcome)
