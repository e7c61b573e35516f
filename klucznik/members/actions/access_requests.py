"""Ask an administrator for access to a product: asked, granted, declined, withdrawn, expired."""

from __future__ import annotations

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.catalog.models import Product
from klucznik.companies.errors import NotAMember
from klucznik.companies.keys import lock_company
from klucznik.companies.models import Company, Membership, Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.members.actions.access import give_access
from klucznik.members.actions.people import change_role
from klucznik.members.asking import WAITS, may_answer, why_no_asking
from klucznik.members.errors import (
    AccessAlreadyAnswered,
    AccessRequestClosed,
    NoRoleNoAccess,
    RightMissing,
)
from klucznik.members.explaining import explain
from klucznik.members.models import AccessRequest
from klucznik.members.permissions import acting, current

Outcome = AccessRequest.Outcome


@transaction.atomic
def ask_for_access(
    actor: User, company: Company, *, product: Product, reason: str = ""
) -> AccessRequest:
    """Ask those who manage access for one product; one request per person and product waits at a time."""
    company = lock_company(company)
    own = acting(actor, company)
    answer = explain(own, product)
    _close_overdue(own, product)
    if refusal := why_no_asking(answer):
        raise refusal
    request = AccessRequest.objects.create(
        membership=own, product=product, reason=reason, expires_at=clock.now() + WAITS
    )
    _record(Kind.ACCESS_REQUESTED, actor, request)
    return request


@transaction.atomic
def grant_access_request(actor: User, request: AccessRequest) -> AccessRequest:
    """Give what was asked for, while there is a place; the tick closes the request."""
    request, manager = _answering(actor, request)
    target = request.membership
    if target.role == Role.ASSOCIATED:
        raise NoRoleNoAccess
    if not may_answer(manager, request):
        raise RightMissing
    give_access(actor, target, [request.product], asked=True)
    return _granted(actor, request)


@transaction.atomic
def grant_with_role(actor: User, request: AccessRequest) -> AccessRequest:
    """Give an associated person the user role and what they asked for, or neither."""
    request, manager = _answering(actor, request)
    if not may_answer(manager, request):
        raise RightMissing
    if request.membership.role == Role.ASSOCIATED:
        change_role(actor, request.membership, role=Role.USER)
    return grant_access_request(actor, request)


@transaction.atomic
def decline_access_request(
    actor: User, request: AccessRequest, *, answer: str = ""
) -> AccessRequest:
    """Say no, with a reason or without; the person can ask for the same again after 30 days."""
    request, manager = _answering(actor, request)
    if not may_answer(manager, request):
        raise RightMissing
    _close(request, Outcome.DECLINED, by=actor, answer=answer)
    _record(Kind.ACCESS_REQUEST_DECLINED, actor, request)
    return request


@transaction.atomic
def withdraw_access_request(actor: User, request: AccessRequest) -> AccessRequest:
    """The person does not need an answer any more."""
    request = _taken(request)
    if request.membership.user_id != actor.pk:
        raise RightMissing
    _close(request, Outcome.WITHDRAWN, by=actor)
    _record(Kind.ACCESS_REQUEST_WITHDRAWN, actor, request)
    return request


@transaction.atomic
def expire_access_request(request: AccessRequest) -> bool:
    """Note that nobody answered in time; False when somebody did meanwhile."""
    lock_company(request.membership.company)
    due = AccessRequest.objects.open().select_related("membership__user", "membership__company")
    found = due.filter(pk=request.pk, expires_at__lte=clock.now()).first()
    if found is None:
        return False
    _close(found, Outcome.EXPIRED, by=None)
    _record(Kind.ACCESS_REQUEST_EXPIRED, None, found)
    return True


def _taken(request: AccessRequest) -> AccessRequest:
    """The request as it is now, its company locked; only one that waits can be answered, and only once."""
    company = lock_company(request.membership.company)
    rows = AccessRequest.objects.select_related("membership__user", "product", "decided_by")
    found = rows.get(pk=request.pk)
    found.membership.company = company
    if found.outcome in (Outcome.GRANTED, Outcome.DECLINED) and found.decided_by:
        raise AccessAlreadyAnswered(
            person=found.decided_by.display_name, outcome=found.get_outcome_display()
        )
    if found.decided_at or found.expires_at <= clock.now():
        raise AccessRequestClosed
    return found


def _answering(actor: User, request: AccessRequest) -> tuple[AccessRequest, Membership]:
    """The request with the asking person's place as it is now, and the place of whoever answers."""
    found = _taken(request)
    manager = acting(actor, found.membership.company)
    try:
        found.membership = current(found.membership, found.membership.company)
    except NotAMember as gone:
        raise AccessRequestClosed from gone
    return found, manager


def _granted(actor: User, request: AccessRequest) -> AccessRequest:
    """As the tick left it; a request for what the person had already is closed here."""
    request.refresh_from_db(fields=["outcome", "decided_at", "decided_by"])
    if request.decided_at is None:
        _close(request, Outcome.GRANTED, by=actor)
    return request


def _close_overdue(own: Membership, product: Product) -> None:
    """A request that ran out a moment ago does not stand in the way of the next one."""
    waiting = AccessRequest.objects.open().select_related("membership__company")
    for request in waiting.filter(membership=own, product=product, expires_at__lte=clock.now()):
        expire_access_request(request)


def _close(request: AccessRequest, outcome: str, *, by: User | None, answer: str = "") -> None:
    request.outcome, request.answer = outcome, answer
    request.decided_at, request.decided_by = clock.now(), by
    request.save(update_fields=["outcome", "answer", "decided_at", "decided_by"])


def _record(kind: Kind, actor: User | None, request: AccessRequest) -> None:
    """The words of the person and of the administrator stay in the request, where they can be erased."""
    record(
        kind,
        actor=actor,
        company=request.membership.company,
        person=request.membership.user,
        subject=request,
        product=request.product.name,
        code=request.product.code,
    )
