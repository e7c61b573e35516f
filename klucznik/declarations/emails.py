"""Who is told what about a case: its claimant, and everybody who may object."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import translation

from klucznik.core import clock
from klucznik.declarations.models import Contest, Declaration, Notified, State
from klucznik.declarations.reasons import words
from klucznik.declarations.voices import address_of, masked, objection_secret
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.links import mail_link
from klucznik.mail.sending import Address, send

OTHERS = [
    Notified.Standing.ADMINISTRATOR,
    Notified.Standing.FORMER_ADMINISTRATOR,
    Notified.Standing.CONTACT,
]


@mail_link("objection")
def objection_link(key: int) -> str:
    """The address that only this person's message carries."""
    voice = Notified.objects.get(pk=key)
    secret = objection_secret(voice.public_id, voice.nonce)
    return reverse("declarations:objection", args=[secret])


def case_of(event: Event) -> Declaration:
    """The case that an event is about."""
    found = Declaration.objects.select_related("company", "claimant")
    return found.get(pk=event.subject_id or 0)


def tell_claimant(event: Event, message: str, case: Declaration, **more: Any) -> None:
    """Write to the person who asks."""
    send(
        message,
        to=case.claimant,
        event=event,
        company_name=case.company.name,
        number=case.number,
        url=reverse("declarations:case", args=[case.public_id]),
        **more,
    )


def tell_others(
    event: Event, message: str, case: Declaration, *, standings: list[Any] = OTHERS, **more: Any
) -> None:
    """Write to those who may object. Who holds or held the keys learns who asks, others a masked address."""
    voices = Notified.objects.filter(declaration=case, standing__in=standings)
    for voice in voices.exclude(sealed_email="").order_by("id"):
        send(
            message,
            to=Address(address_of(voice), voice.language),
            event=event,
            links={"link": ("objection", voice.pk)},
            company_name=case.company.name,
            number=case.number,
            person=case.claimant.display_name if voice.may_freeze else "",
            email=case.login if voice.may_freeze else masked(case.login),
            standing=voice.standing,
            may_freeze=voice.may_freeze,
            **more,
        )


@on(Kind.DECLARATION_SUBMITTED)
def submitted(event: Event) -> None:
    """The claimant learns when to expect an answer, the others that somebody asks."""
    case = case_of(event)
    tell_claimant(event, "declarations/emails/case_submitted", case, promised_at=case.promised_at)
    tell_others(event, "declarations/emails/rights_claimed", case, stage="submitted")


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
    """The claimant learns that somebody objected, the keepers of the keys and the objector that it was heard."""
    case = case_of(event)
    contest = Contest.objects.select_related("by").get(pk=event.facts["contest"])
    facts: dict[str, Any] = {"freezes": contest.freezes}
    tell_claimant(event, "declarations/emails/case_contested", case, **facts)
    keepers = {*Notified.FREEZING, contest.by.standing}
    told = "declarations/emails/claim_contested"
    tell_others(event, told, case, standings=sorted(keepers), **facts)


@on(Kind.DECLARATION_CONTEST_ANSWERED)
def contest_answered(event: Event) -> None:
    """The objection was not upheld: the case goes on."""
    case = case_of(event)
    facts: dict[str, Any] = {"until": case.due_at}
    tell_claimant(event, "declarations/emails/case_resumed", case, **facts)
    told = "declarations/emails/claim_resumed"
    tell_others(event, told, case, standings=Notified.FREEZING, **facts)


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
    note = case.outcome_note if case.state == State.REJECTED else ""
    tell_claimant(
        event, "declarations/emails/case_ended", case, outcome=outcome, reason=reason, note=note
    )
    tell_others(event, "declarations/emails/claim_ended", case, outcome=outcome)
