"""Asking administrators for access to a product: who answers, who may ask, what is still waiting."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from klucznik.companies.models import Company, Membership, Role
from klucznik.companies.permissions import Permission, may, roles_with
from klucznik.core import clock
from klucznik.core.errors import DomainError
from klucznik.core.templatetags.ui import date_long
from klucznik.members.errors import (
    AlreadyAskedForAccess,
    AskingInVain,
    GiveItYourself,
    NobodyAnswersAccess,
    RefusedLately,
    RightMissing,
)
from klucznik.members.explaining import Answer
from klucznik.members.models import AccessRequest
from klucznik.members.permissions import may_open_for

WAITS = timedelta(days=14)
PAUSE = timedelta(days=30)
MOST_TOLD = 20


def why_no_asking(answer: Answer) -> DomainError | None:
    """The reason why this person cannot ask now; None when they can."""
    membership = answer.membership
    if not may(membership, Permission.ACCESS_REQUEST):
        return RightMissing()
    if not answer.is_grantable:
        return AskingInVain()
    if may_open_for(membership, membership):
        return GiveItYourself()
    if waiting_of(answer):
        return AlreadyAskedForAccess()
    if until := paused_until(answer):
        return RefusedLately(on=date_long(until))
    return None if helpers(membership).exists() else NobodyAnswersAccess()


def waiting_of(answer: Answer) -> AccessRequest | None:
    """This person's request for this product that waits for an answer."""
    requests = AccessRequest.objects.open().filter(membership=answer.membership)
    return requests.filter(product=answer.product, expires_at__gt=clock.now()).first()


def refusal_of(answer: Answer) -> AccessRequest | None:
    """The last refusal, while it still speaks."""
    since = clock.now() - PAUSE
    refused = AccessRequest.objects.filter(
        membership=answer.membership,
        product=answer.product,
        outcome=AccessRequest.Outcome.DECLINED,
        decided_at__gt=since,
    )
    return refused.order_by("-id").first()


def paused_until(answer: Answer) -> datetime | None:
    """After a refusal nobody asks for the same again for 30 days."""
    refused = refusal_of(answer)
    return refused.decided_at + PAUSE if refused and refused.decided_at else None


def helpers(asking: Membership) -> QuerySet[Membership]:
    """Who can answer this person and reads their mail; those seen last come first."""
    managers = Membership.objects.active().filter(
        company=asking.company_id,
        role__in=roles_with(Permission.ACCESS_MANAGE),
        user__is_active=True,
        user__activated_at__isnull=False,
        user__deleted_at=None,
        user__deletion_due_at=None,
        user__address_bounced_at=None,
    )
    others = managers.exclude(pk=asking.pk).select_related("user")
    return others.order_by(F("last_active_at").desc(nulls_last=True), "id")


def waiting_requests(company: Company) -> QuerySet[AccessRequest]:
    """Requests that wait for an administrator's answer, of people who still have a place."""
    waiting = AccessRequest.objects.open().filter(
        membership__company=company, membership__ended_at=None, expires_at__gt=clock.now()
    )
    return waiting.select_related("membership__user", "product")


def answered_requests(company: Company) -> QuerySet[AccessRequest]:
    """Requests that administrators answered, the latest first."""
    answered = [AccessRequest.Outcome.GRANTED, AccessRequest.Outcome.DECLINED]
    done = AccessRequest.objects.filter(membership__company=company, outcome__in=answered)
    return done.select_related("membership__user", "product", "decided_by").order_by("-decided_at")


def open_requests_of(membership: Membership) -> set[int]:
    """The products (by key) for which this person waits for an answer."""
    waiting = AccessRequest.objects.open().filter(membership=membership, expires_at__gt=clock.now())
    return set(waiting.values_list("product_id", flat=True))


def may_answer(manager: Membership, request: AccessRequest) -> bool:
    """Whether the manager decides about this person's products; for an associated one, whether they may give a role."""
    asking = request.membership
    if asking.role == Role.ASSOCIATED:
        return may(manager, Permission.MEMBERS_MANAGE)
    return may_open_for(manager, asking)
