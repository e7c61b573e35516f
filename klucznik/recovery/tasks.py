"""What time does to requests and invitations, and what a role given otherwise does to a case."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.companies.keys import lock_company
from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.declarations.errors import CaseChanged, NotNow
from klucznik.declarations.models import Declaration
from klucznik.declarations.models import Kind as LetterKind
from klucznik.declarations.states import PENDING
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.jobs.queue import enqueue, every, task
from klucznik.recovery.actions.requests import (
    expire_request,
    remind_administrators,
    supersede_open_case,
)
from klucznik.recovery.actions.stepping_in import end_stepping_in
from klucznik.recovery.errors import RequestClosed
from klucznik.recovery.models import FirstAdministratorInvitation, RightsRequest

REMINDERS = (timedelta(days=1), timedelta(days=3), timedelta(days=6))


@every(minutes=1)
def sweep_requests() -> None:
    """Queue the reminders that are due, and the end of requests that nobody answered."""
    now = clock.now()
    pending = RightsRequest.objects.filter(state=RightsRequest.State.PENDING)
    for request in pending:
        if request.expires_at <= now:
            _queue("recovery.expire_request", request, "end")
        elif _reminders_due(request) > request.reminders:
            _queue("recovery.remind_administrators", request, str(request.reminders))


def _reminders_due(request: RightsRequest) -> int:
    """How many reminders should have gone by now; after a jump of the clock one goes, not three."""
    return sum(request.asked_at + after <= clock.now() for after in REMINDERS)


def _queue(name: str, request: RightsRequest, key: str) -> None:
    enqueue(name, dedupe_key=f"{name}:{request.pk}:{key}", request=request.pk)


@task("recovery.remind_administrators")
def remind(*, request: int) -> None:
    """Remind of one request, once."""
    found = RightsRequest.objects.select_related("company").get(pk=request)
    due = _reminders_due(found)
    if due > found.reminders and found.state == RightsRequest.State.PENDING:
        found.reminders = due - 1
        found.save(update_fields=["reminders"])
        remind_administrators(found)


@task("recovery.expire_request")
def expire(*, request: int) -> None:
    """End one request; an answer given meanwhile wins."""
    found = RightsRequest.objects.select_related("company").get(pk=request)
    if found.expires_at > clock.now():
        return
    try:
        expire_request(found)
    except RequestClosed:
        return


@every(minutes=10)
def expire_first_invitations() -> None:
    """Invitations that nobody accepted within their time are closed, so that staff see it."""
    FirstAdministratorInvitation.objects.filter(
        accepted_at=None,
        revoked_at=None,
        bounced_at=None,
        expired_at=None,
        expires_at__lte=clock.now(),
    ).update(expired_at=clock.now())


@on(Kind.MEMBER_ROLE_CHANGED, Kind.INVITATION_ACCEPTED)
def role_given(event: Event) -> None:
    """A role that an administrator gave may make an open case needless."""
    person = event.person_id or event.actor_id
    enqueue("recovery.supersede", company=event.company_id, person=person)


@task("recovery.supersede")
def supersede(*, company: int, person: int) -> None:
    """End the open case of somebody who holds the proven role now."""
    with transaction.atomic():
        supersede_open_case(
            lock_company(Company.objects.get(pk=company)), User.objects.get(pk=person)
        )


@on(Kind.DEPUTY_DISMISSED, Kind.DEPUTY_RESIGNED, Kind.DEPUTY_LAPSED, Kind.DEPUTY_ENDED)
def deputyship_ended(event: Event) -> None:
    """Whoever is no deputy any more does not step in."""
    enqueue("recovery.end_stepping_in", event=event.pk)


@task("recovery.end_stepping_in")
def end_case_of_deputy(*, event: int) -> None:
    """End the case of somebody who was dismissed, resigned or lost the place while the wait ran."""
    found = Event.objects.select_related("actor").get(pk=event)
    supersede(company=found.company_id, person=found.person_id)  # unless they hold the keys now
    waiting = Declaration.objects.filter(
        kind=LetterKind.DEPUTY,
        company=found.company_id,
        claimant=found.person_id,
        state__in=PENDING,
    )
    dismissed = found.kind == Kind.DEPUTY_DISMISSED
    for case in waiting.select_related("company"):
        try:
            end_stepping_in(case, actor=found.actor, dismissed=dismissed)
        except (CaseChanged, NotNow):
            return
