"""Who is told about requests for the keys, and about those who come to them without a letter."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from klucznik.accounts.models import User
from klucznik.companies.emails import keepers
from klucznik.companies.models import Role
from klucznik.declarations.emails import case_of, tell_claimant, tell_others
from klucznik.declarations.reasons import Ending
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.links import mail_link
from klucznik.mail.sending import Address, send
from klucznik.recovery.first_invitations import secret_of
from klucznik.recovery.models import FirstAdministratorInvitation, RightsRequest
from klucznik.recovery.recipients import administrators_to_ask
from klucznik.recovery.situations import vetoed_until


def request_of(event: Event) -> RightsRequest:
    """The request that an event is about."""
    found = RightsRequest.objects.select_related("company", "person", "answered_by")
    return found.get(pk=event.subject_id or 0)


@on(Kind.RIGHTS_REQUESTED, Kind.RIGHTS_REMINDED)
def rights_requested(event: Event) -> None:
    """Everybody who can be reached is asked; at once, and after 1, 3 and 6 days."""
    request = request_of(event)
    if request.state != RightsRequest.State.PENDING:
        return
    asked = administrators_to_ask(request.company).exclude(user=request.person)
    for membership in asked.select_related("user").order_by("pk"):
        send(
            "recovery/emails/rights_requested",
            to=membership.user,
            event=event,
            company_name=request.company.name,
            person=request.person.display_name,
            email=request.person.email,
            why=request.reason,
            expires_at=request.expires_at,
            reminder=event.kind == Kind.RIGHTS_REMINDED,
            url=reverse(
                "recovery:show_request", args=[request.company.public_id, request.public_id]
            ),
        )


def _tell_person(event: Event, message: str, request: RightsRequest, url: str, **more: Any) -> None:
    name = request.company.name
    send(message, to=request.person, event=event, company_name=name, url=url, **more)


@on(Kind.RIGHTS_APPROVED)
def rights_approved(event: Event) -> None:
    """The person learns their new role; the other global administrators that there is one more."""
    request = request_of(event)
    role = str(Role(event.facts["role"]).label)
    url = request.company.get_absolute_url()
    _tell_person(
        event, "recovery/emails/rights_approved", request, url, role=Role(event.facts["role"]).value
    )
    if event.facts["role"] != Role.GLOBAL_ADMINISTRATOR:
        return
    for keeper in _others(request, event.actor):
        send(
            "recovery/emails/rights_given",
            to=keeper,
            event=event,
            company_name=request.company.name,
            person=request.person.display_name,
            email=request.person.email,
            giver=event.actor.display_name if event.actor else "",
            role=role,
            url=reverse("members:members", args=[request.company.public_id]),
        )


def _others(request: RightsRequest, actor: User | None) -> list[User]:
    return [user for user in keepers(request.company, but=actor) if user != request.person]


@on(Kind.RIGHTS_DECLINED)
def rights_declined(event: Event) -> None:
    """The person reads why, and what is left."""
    request = request_of(event)
    url = reverse("recovery:ways", args=[request.company.public_id])
    _tell_person(event, "recovery/emails/rights_declined", request, url, answer=request.answer)


@on(Kind.RIGHTS_EXPIRED)
def rights_expired(event: Event) -> None:
    """Nobody answered: the declaration is open now."""
    request = request_of(event)
    url = reverse("recovery:ways", args=[request.company.public_id])
    _tell_person(event, "recovery/emails/rights_expired", request, url)


@mail_link("first_administrator")
def first_link(key: int) -> str:
    """The address that only the invitation carries."""
    invitation = FirstAdministratorInvitation.objects.get(pk=key)
    secret = secret_of(invitation.public_id, invitation.nonce)
    return reverse("first_administrator:show", args=[secret])


@on(Kind.FIRST_INVITED)
def first_invited(event: Event) -> None:
    """To the address that the vendor holds."""
    found = FirstAdministratorInvitation.objects.select_related("company")
    invitation = found.get(pk=event.subject_id or 0)
    if invitation.revoked_at or invitation.accepted_at:
        return
    send(
        "recovery/emails/first_invitation",
        to=Address(invitation.email),
        event=event,
        links={"link": ("first_administrator", invitation.pk)},
        company_name=invitation.company.name,
        tax_id=invitation.company.tax_id_display,
        expires_at=invitation.expires_at,
    )


@on(Kind.FIRST_ACCEPTED)
def first_accepted(event: Event) -> None:
    """The person learns when the role comes, every other known address that it can object."""
    case = case_of(event)
    facts: dict[str, Any] = {"ends_at": case.notice_ends_at}
    tell_claimant(event, "recovery/emails/first_accepted", case, **facts)
    tell_others(event, "recovery/emails/first_announced", case, **facts)


@on(Kind.DEPUTY_STEPPED_IN, Kind.DEPUTY_HALFWAY, Kind.DEPUTY_WAIT_ENDING)
def deputy_steps_in(event: Event) -> None:
    """At the start, at half time and a day before the end: when it happens, and how to stop it."""
    case = case_of(event)
    stage = "started" if event.kind == Kind.DEPUTY_STEPPED_IN else event.kind.rsplit("_", 1)[-1]
    facts: dict[str, Any] = {"stage": stage, "ends_at": case.notice_ends_at}
    tell_claimant(event, "recovery/emails/deputy_waiting", case, **facts)
    tell_others(event, "recovery/emails/deputy_steps_in", case, **facts)


@on(Kind.DEPUTY_VETOED)
def deputy_vetoed(event: Event) -> None:
    """An administrator objected, or another objection was upheld: the case is over."""
    case = case_of(event)
    vetoed = case.outcome_reason == Ending.VETOED
    again_on = vetoed_until(case.company, case.claimant)
    facts: dict[str, Any] = {"vetoed": vetoed, "again_on": again_on}
    tell_claimant(event, "recovery/emails/deputy_vetoed", case, **facts)
    tell_others(event, "recovery/emails/deputy_stopped", case, vetoed=vetoed)


@on(Kind.OFFICE_CLIENT_ACCEPTED)
def office_accepted(event: Event) -> None:
    """The person learns when the role comes, every other known address that it can object."""
    case = case_of(event)
    facts: dict[str, Any] = {"ends_at": case.notice_ends_at}
    tell_claimant(event, "recovery/emails/office_accepted", case, **facts)
    tell_others(event, "recovery/emails/office_announced", case, **facts)


@on(Kind.FIRST_CONTESTED, Kind.DEPUTY_CONTESTED, Kind.OFFICE_CLIENT_CONTESTED)
def contested(event: Event) -> None:
    """Everybody learns of an objection, nobody who raised it."""
    case = case_of(event)
    facts: dict[str, Any] = {"freezes": event.facts["freezes"]}
    tell_claimant(event, "declarations/emails/case_contested", case, **facts)
    tell_others(event, "declarations/emails/claim_contested", case, **facts)


@on(Kind.FIRST_GRANTED, Kind.DEPUTY_GRANTED, Kind.OFFICE_CLIENT_GRANTED)
def granted(event: Event) -> None:
    """The company has a new global administrator, who came without a letter."""
    case = case_of(event)
    facts: dict[str, Any] = {"probation_until": case.probation_until}
    tell_claimant(event, "declarations/emails/case_granted", case, **facts)
    tell_others(event, "declarations/emails/rights_granted", case, **facts)


@on(
    Kind.FIRST_REFUSED,
    Kind.FIRST_CLOSED,
    Kind.DEPUTY_WITHDREW,
    Kind.DEPUTY_REVERTED,
    Kind.DEPUTY_CLOSED,
    Kind.OFFICE_CLIENT_REFUSED,
    Kind.OFFICE_CLIENT_CLOSED,
)
def ended(event: Event) -> None:
    """The objection was upheld, the person gave up, or the probation passed."""
    case = case_of(event)
    outcome = case.state
    tell_claimant(
        event, "declarations/emails/case_ended", case, outcome=outcome, reason="", note=""
    )
    tell_others(event, "declarations/emails/claim_ended", case, outcome=outcome)
