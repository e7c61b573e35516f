"""Read what the decision about the way depends on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership
from klucznik.core import clock
from klucznik.declarations.models import Declaration, DeclarationQuerySet, Kind, State
from klucznik.declarations.reasons import Ending
from klucznik.declarations.states import EFFECTIVE
from klucznik.members.deputies import deputyship_of
from klucznik.recovery.models import FirstAdministratorInvitation, RightsRequest
from klucznik.recovery.offices import invited_by_office
from klucznik.recovery.recipients import administrators_to_ask, all_unseen
from klucznik.recovery.ways import Situation

# Letters that end with somebody holding the keys; others of the same person are beside the point here.

WEEK = timedelta(days=7)
LATELY = timedelta(days=90)
BLOCK = timedelta(days=30)
VETOED = timedelta(days=90)
LONG_AGO = timedelta(days=730)


def situation(company: Company, person: User) -> Situation:
    """The facts of one person in one company."""
    membership = Membership.objects.active().filter(company=company, user=person).first()
    cases = cases_about_keys(company).filter(claimant=person)
    requests = RightsRequest.objects.filter(company=company, person=person)
    lately = clock.now() - LATELY
    running = cases_about_keys(company).filter(state__in=EFFECTIVE)
    reachable = administrators_to_ask(company).exclude(user=person).count()
    return Situation(
        is_member=membership is not None,
        has_role=holds_role(membership, company),
        reachable=reachable,
        has_case=cases.open().exists(),
        another_runs=running.exclude(claimant=person).exists(),
        is_waiting=requests.filter(state=RightsRequest.State.PENDING).exists(),
        was_ignored=requests.filter(
            state=RightsRequest.State.EXPIRED, expires_at__gte=lately
        ).exists(),
        was_refused=was_refused(company, person),
        blocked_until=blocked_until(company, person),
        is_deputy=is_deputy(membership),
        vetoed_until=vetoed_until(company, person),
        all_unseen=all_unseen(company, but=person),
        was_invited_by_office=invited_by_office(company, person) is not None,
        was_invited_first=not reachable and open_first_invitation(company) is not None,
        requests_this_week=requests.filter(asked_at__gte=clock.now() - WEEK).count(),
        abandoned_cases=cases.filter(
            Q(submitted_at__isnull=False) | Q(kind=Kind.DEPUTY),
            state__in=[State.WITHDRAWN, State.EXPIRED],
            ended_at__gte=lately,
        ).count(),
        rejected_cases=cases.filter(
            kind=Kind.GLOBAL_ADMINISTRATOR, state=State.REJECTED, ended_at__gte=lately
        ).count(),
    )


def cases_about_keys(company: Company) -> DeclarationQuerySet:
    """Cases of this company through which somebody comes to hold its keys."""
    return Declaration.objects.about_the_role().filter(company=company)


def is_deputy(membership: Membership | None) -> bool:
    """Whether this member agreed to stand by."""
    found = deputyship_of(membership) if membership else None
    return found is not None and found.accepted_at is not None


def vetoed_until(company: Company, person: User) -> datetime | None:
    """An administrator's objection keeps a deputy from stepping in for 90 days."""
    since = clock.now() - VETOED
    vetoes = cases_about_keys(company).filter(claimant=person, kind=Kind.DEPUTY)
    last = vetoes.filter(outcome_reason=Ending.VETOED, ended_at__gt=since).order_by("-ended_at")
    found = last.values_list("ended_at", flat=True).first()
    return found + VETOED if found else None


def vetoed_deputies(company: Company) -> QuerySet[Declaration, Any]:
    """Fulfills settings.DEPUTIES_STOPPED: whom an administrator's objection keeps from stepping in now, by person."""
    stopped = cases_about_keys(company).filter(kind=Kind.DEPUTY, outcome_reason=Ending.VETOED)
    return stopped.filter(ended_at__gt=clock.now() - VETOED).values("claimant")


def holds_role(membership: Membership | None, company: Company) -> bool:
    """Whether the place carries the keys: in a company the vendor knows only a proven one does."""
    if membership is None or not membership.is_global_administrator:
        return False
    return membership.proven_at is not None or not company.is_known


def was_refused(company: Company, person: User, *, at: datetime | None = None) -> bool:
    """Refused or vetoed lately, removed by an administrator and not invited since, or granted once and undone.

    As it stood at a moment of the past, where one is given.
    """
    at = at or clock.now()
    refused = RightsRequest.objects.filter(
        company=company,
        person=person,
        state=RightsRequest.State.DECLINED,
        answered_at__range=(at - LATELY, at),
    )
    lately, long_ago = (at - LATELY, at), (at - LONG_AGO, at)
    # Whoever gives up what a keeper of the keys stands against does not begin again with paper alone.
    evaded = Q(
        state__in=[State.WITHDRAWN, State.EXPIRED],
        ended_at__range=lately,
        contests__freezes=True,
        contests__lifted_at=None,
        contests__taken_back_at=None,
    )
    vetoed = Q(outcome_reason=Ending.VETOED, ended_at__range=lately)
    undone = Q(state=State.REVERTED) | Q(outcome_reason=Ending.CONTEST_UPHELD)
    ended = cases_about_keys(company).filter(claimant=person)
    ended = ended.filter(vetoed | evaded | (undone & Q(ended_at__range=long_ago)))
    return refused.exists() or ended.exists() or _was_removed(company, person, at)


def _was_removed(company: Company, person: User, at: datetime) -> bool:
    places = Membership.objects.of(company).filter(user=person)
    removed = (
        places.filter(ended_at__range=(at - LONG_AGO, at), ended_by__isnull=False)
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
