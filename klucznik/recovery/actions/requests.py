"""Ask the administrators for the keys: asked, answered, withdrawn, reminded of, expired."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from klucznik.accounts.factors import is_factor_mature
from klucznik.accounts.models import User
from klucznik.companies.errors import NotAMember
from klucznik.companies.keys import lock_company
from klucznik.companies.models import Company, Membership, Role
from klucznik.companies.permissions import Permission, manageable_roles, may
from klucznik.core import clock
from klucznik.declarations.actions.ending import supersede_case
from klucznik.declarations.models import Declaration
from klucznik.declarations.states import PENDING, State
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.members.actions.limits import set_place_until
from klucznik.members.errors import FactorTooYoung, RightMissing
from klucznik.members.permissions import acting, present
from klucznik.members.places import give_role
from klucznik.recovery.errors import HoldsThatRole, RequestClosed
from klucznik.recovery.models import RightsRequest
from klucznik.recovery.recipients import administrators_to_ask
from klucznik.recovery.situations import situation
from klucznik.recovery.ways import why_no_asking

Answer = RightsRequest.State


@transaction.atomic
def request_rights(actor: User, company: Company, *, reason: str) -> RightsRequest:
    """Ask everybody who can be reached; one request per person waits at a time."""
    company = lock_company(company)
    present(actor, company)
    if refusal := why_no_asking(situation(company, actor)):
        raise refusal
    request = RightsRequest.objects.create(
        company=company,
        person=actor,
        reason=reason,
        expires_at=clock.now() + timedelta(days=settings.REQUEST_DAYS),
        recipients=administrators_to_ask(company).count(),
    )
    record(Kind.RIGHTS_REQUESTED, actor=actor, company=company, person=actor, subject=request)
    return request


@transaction.atomic
def approve_request(
    actor: User, request: RightsRequest, *, role: Role, until: date | None = None
) -> RightsRequest:
    """Give the global role, or a smaller one, or either until a day. Takes a second step that is not brand new."""
    request = _take(request)
    manager = _answering(actor, request)
    if not is_factor_mature(actor):
        raise FactorTooYoung
    if role not in manageable_roles(manager):
        raise RightMissing
    places = Membership.objects.active().select_related("user")
    target = places.filter(company=request.company, user=request.person).first()
    if target is None:
        raise NotAMember
    before = Role(target.role)
    if Role(role).rank <= before.rank:
        raise HoldsThatRole
    give_role(target, Role(role), giver=manager)
    if until:
        set_place_until(actor, target, until=until)
    _close(request, Answer.APPROVED, by=actor, granted_role=role)
    _record(Kind.RIGHTS_APPROVED, request, actor, old_role=before.value, role=Role(role).value)
    supersede_open_case(request.company, request.person)
    return request


@transaction.atomic
def decline_request(actor: User, request: RightsRequest, *, answer: str) -> RightsRequest:
    """Say no, with the reason. It does not bury the claim: recovery asks for stronger evidence then."""
    request = _take(request)
    _answering(actor, request)
    _close(request, Answer.DECLINED, by=actor, answer=answer)
    _record(Kind.RIGHTS_DECLINED, request, actor)
    return request


@transaction.atomic
def withdraw_request(actor: User, request: RightsRequest) -> RightsRequest:
    """The person does not need an answer any more."""
    request = _take(request)
    if request.person_id != actor.pk:
        raise RequestClosed
    _close(request, Answer.WITHDRAWN, by=actor)
    _record(Kind.RIGHTS_WITHDRAWN, request, actor)
    return request


@transaction.atomic
def remind_administrators(request: RightsRequest) -> RightsRequest:
    """Write to those who can be reached once more."""
    request = _take(request)
    request.reminders += 1
    request.save(update_fields=["reminders"])
    _record(Kind.RIGHTS_REMINDED, request, None)
    return request


@transaction.atomic
def expire_request(request: RightsRequest) -> RightsRequest:
    """Nobody answered: those who were asked count as silent until they are seen again."""
    request = _take(request)
    ignoring = administrators_to_ask(request.company).filter(role_since__lte=request.asked_at)
    ignoring.update(silent_since=clock.now())
    _close(request, Answer.EXPIRED, by=None)
    _record(Kind.RIGHTS_EXPIRED, request, None)
    return request


def supersede_open_case(company: Company, person: User) -> None:
    """A person who holds the proven role needs no case; call it under `lock_company`."""
    place = Membership.objects.filter(company=company, user=person).global_administrators()
    if not place.filter(proven_at__isnull=False).exists():
        return
    states = PENDING | {State.DRAFT}
    cases = Declaration.objects.about_the_role().filter(
        company=company, claimant=person, state__in=states
    )
    for case in cases.select_related("company"):
        supersede_case(case)


def _take(request: RightsRequest) -> RightsRequest:
    """Lock the company and read the request again; only one that waits can be answered."""
    company = lock_company(request.company)
    found = RightsRequest.objects.select_related("person").get(pk=request.pk)
    if found.state != Answer.PENDING:
        raise RequestClosed
    found.company = company
    return found


def _answering(actor: User, request: RightsRequest) -> Membership:
    manager = acting(actor, request.company)
    if not may(manager, Permission.RIGHTS_ANSWER) or actor.pk == request.person_id:
        raise RightMissing
    return manager


def _close(
    request: RightsRequest,
    state: str,
    *,
    by: User | None,
    answer: str = "",
    granted_role: str = "",
) -> None:
    request.state, request.answered_at, request.answered_by = state, clock.now(), by
    request.answer, request.granted_role = answer, granted_role
    request.save()


def _record(kind: Kind, request: RightsRequest, actor: User | None, **facts: Any) -> None:
    record(
        kind,
        actor=actor,
        company=request.company,
        person=request.person,
        subject=request,
        **facts,
    )
