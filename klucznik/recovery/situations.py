"""Read what the decision about the way depends on."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Q

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership
from klucznik.core import clock
from klucznik.declarations.models import Declaration, State
from klucznik.declarations.reasons import Ending
from klucznik.recovery.models import FirstAdministratorInvitation, RightsRequest
from klucznik.recovery.recipients import administrators_to_ask
from klucznik.recovery.ways import Situation

WEEK = timedelta(days=7)
LATELY = timedelta(days=90)
BLOCK = timedelta(days=30)
LONG_AGO = timedelta(days=730)


def situation(company: Company, person: User) -> Situation:
    """The facts of one person in one company."""
    membership = Membership.objects.active().filter(company=company, user=person).first()
    cases = Declaration.objects.filter(company=company, claimant=person)
    requests = RightsRequest.objects.filter(company=company, person=person)
    lately = clock.now() - LATELY
    return Situation(
        is_member=membership is not None,
        has_role=holds_role(membership, company),
        reachable=administrators_to_ask(company).exclude(user=person).count(),
        has_case=cases.open().exists(),
        is_waiting=requests.filter(state=RightsRequest.State.PENDING).exists(),
        was_ignored=requests.filter(
            state=RightsRequest.State.EXPIRED, expires_at__gte=lately
        ).exists(),
        was_refused=was_refused(company, person),
        blocked_until=blocked_until(company, person),
        was_invited_first=open_first_invitation(company) is not None,
        requests_this_week=requests.filter(asked_at__gte=clock.now() - WEEK).count(),
        abandoned_cases=cases.filter(
            state__in=[State.WITHDRAWN, State.EXPIRED],
            submitted_at__isnull=False,
            ended_at__gte=lately,
        ).count(),
        rejected_cases=cases.filter(state=State.REJECTED, ended_at__gte=lately).count(),
    )


def holds_role(membership: Membership | None, company: Company) -> bool:
    """Whether the place carries the keys: in a company the vendor knows only a proven one does."""
    if membership is None or not membership.is_global_administrator:
        return False
    return membership.proven_at is not None or not company.is_known


def was_refused(company: Company, person: User) -> bool:
    """Refused lately, or removed by an administrator and not invited since, or granted once and undone."""
    now = clock.now()
    refused = RightsRequest.objects.filter(
        company=company,
        person=person,
        state=RightsRequest.State.DECLINED,
        answered_at__gte=now - LATELY,
    )
    undone = Declaration.objects.filter(
        Q(state=State.REVERTED) | Q(outcome_reason=Ending.CONTEST_UPHELD),
        company=company,
        claimant=person,
        ended_at__gte=now - LONG_AGO,
    )
    return refused.exists() or undone.exists() or _was_removed(company, person, now)


def _was_removed(company: Company, person: User, now: datetime) -> bool:
    places = Membership.objects.of(company).filter(user=person)
    removed = (
        places.filter(ended_at__gte=now - LONG_AGO, ended_by__isnull=False)
        .exclude(ended_by=F("user"))
        .order_by("-ended_at")
        .first()
    )
    if removed is None:
        return False
    return not places.filter(
        joined=Membership.Joined.INVITED, joined_at__gte=removed.ended_at
    ).exists()


def blocked_until(company: Company, person: User) -> datetime | None:
    """Two refusals within 90 days: no request for the next 30."""
    now = clock.now()
    refusals = list(
        RightsRequest.objects.filter(
            company=company,
            person=person,
            state=RightsRequest.State.DECLINED,
            answered_at__gte=now - LATELY,
        )
        .order_by("-answered_at")
        .values_list("answered_at", flat=True)[:2]
    )
    if len(refusals) < 2 or refusals[0] is None or refusals[0] + BLOCK <= now:
        return None
    return refusals[0] + BLOCK


def open_first_invitation(company: Company) -> FirstAdministratorInvitation | None:
    """The vendor's invitation that still waits for the company's first administrator."""
    waiting = FirstAdministratorInvitation.objects.filter(
        company=company,
        accepted_at=None,
        revoked_at=None,
        bounced_at=None,
        expired_at=None,
        expires_at__gt=clock.now(),
    )
    return waiting.first()
