"""Deputies: named by a global administrator, agreed by the person, ended by either of them or by time."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.companies.keys import lock_company
from klucznik.companies.models import Membership, Role
from klucznik.companies.permissions import Permission, may
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.members.deputies import (
    ANSWER_WITHIN,
    MOST,
    deputies_of,
    lapsed,
    to_ask_again,
    unconfirmed,
)
from klucznik.members.errors import (
    AlreadyDeputy,
    DeputyHoldsKeys,
    DeputyshipClosed,
    RightMissing,
    SuccessorUnreachable,
    SuccessorWithoutRole,
    TooManyDeputies,
)
from klucznik.members.models import Deputy
from klucznik.members.permissions import acting, current


@transaction.atomic
def name_deputy(actor: User, membership: Membership, *, wait_days: int) -> Deputy:
    """Ask a member with a role to stand by: at most three of a company, each with a wait chosen beforehand."""
    company = lock_company(membership.company)
    manager, target = acting(actor, company), current(membership, company)
    if not may(manager, Permission.DEPUTIES_MANAGE):
        raise RightMissing
    _check_candidate(target)
    _make_room(target)
    if deputies_of(company).count() >= MOST:
        raise TooManyDeputies(most=MOST)
    deputy = Deputy.objects.create(membership=target, wait_days=wait_days, named_by=actor)
    _record(Kind.DEPUTY_NAMED, actor, deputy, days=deputy.wait_days)
    return deputy


@transaction.atomic
def accept_deputyship(actor: User, deputy: Deputy) -> Deputy:
    """Agree to stand by. Nothing else changes: a deputy has no right until they step in."""
    deputy = _own(actor, deputy, answered=False)
    deputy.accepted_at = clock.now()
    deputy.save(update_fields=["accepted_at"])
    _record(Kind.DEPUTY_ACCEPTED, actor, deputy, days=deputy.wait_days)
    return deputy


@transaction.atomic
def decline_deputyship(actor: User, deputy: Deputy) -> Deputy:
    """Say no; nobody has to give a reason."""
    deputy = _own(actor, deputy, answered=False)
    deputy.declined_at = clock.now()
    deputy.save(update_fields=["declined_at"])
    _record(Kind.DEPUTY_DECLINED, actor, deputy)
    return deputy


@transaction.atomic
def confirm_deputyship(actor: User, deputy: Deputy) -> Deputy:
    """Stand by for another year; whoever answers is there."""
    deputy = _own(actor, deputy, answered=True)
    deputy.confirmed_at, deputy.asked_again_at = clock.now(), None
    deputy.save(update_fields=["confirmed_at", "asked_again_at"])
    _record(Kind.DEPUTY_CONFIRMED, actor, deputy)
    return deputy


@transaction.atomic
def resign_deputyship(actor: User, deputy: Deputy) -> Deputy:
    """Stand by no longer; possible on any day."""
    deputy = _own(actor, deputy, answered=True)
    _end(deputy, actor)
    _record(Kind.DEPUTY_RESIGNED, actor, deputy)
    return deputy


@transaction.atomic
def dismiss_deputy(actor: User, deputy: Deputy) -> Deputy:
    """A global administrator takes the naming back, answered or not."""
    deputy = _taken(deputy)
    if not may(acting(actor, deputy.membership.company), Permission.DEPUTIES_MANAGE):
        raise RightMissing
    _end(deputy, actor)
    _record(Kind.DEPUTY_DISMISSED, actor, deputy, accepted=deputy.accepted_at is not None)
    return deputy


@transaction.atomic
def remind_deputy(deputy: Deputy) -> bool:
    """Ask once more; False when there is nothing to answer any more."""
    lock_company(deputy.membership.company)
    waiting = Deputy.objects.named().filter(pk=deputy.pk, accepted_at=None, reminded_at=None)
    if not waiting.exists():
        return False
    Deputy.objects.filter(pk=deputy.pk).update(reminded_at=clock.now())
    _record(Kind.DEPUTY_REMINDED, None, deputy, days=deputy.wait_days)
    return True


@transaction.atomic
def ask_to_confirm(deputy: Deputy) -> bool:
    """Once a year: do you still stand by? False when they said so meanwhile."""
    lock_company(deputy.membership.company)
    if not to_ask_again().filter(pk=deputy.pk).exists():
        return False
    Deputy.objects.filter(pk=deputy.pk).update(asked_again_at=clock.now())
    _record(Kind.DEPUTY_ASKED_AGAIN, None, deputy, within=ANSWER_WITHIN.days)
    return True


@transaction.atomic
def lapse_unconfirmed(deputy: Deputy) -> bool:
    """Nobody answered the yearly question in time: whoever cannot be reached cannot step in either."""
    lock_company(deputy.membership.company)
    if not unconfirmed().filter(pk=deputy.pk).update(ended_at=clock.now()):
        return False
    _record(Kind.DEPUTY_LAPSED, None, deputy, within=ANSWER_WITHIN.days, agreed=True)
    return True


@transaction.atomic
def lapse_deputy(deputy: Deputy) -> bool:
    """Nobody answered in time: the naming ends; False when somebody did meanwhile."""
    lock_company(deputy.membership.company)
    if not lapsed().filter(pk=deputy.pk).update(ended_at=clock.now()):
        return False
    _record(Kind.DEPUTY_LAPSED, None, deputy, within=ANSWER_WITHIN.days)
    return True


def _check_candidate(target: Membership) -> None:
    person = target.user.display_name
    if target.role == Role.ASSOCIATED:
        raise SuccessorWithoutRole(person=person)
    if target.is_global_administrator:
        raise DeputyHoldsKeys(person=person)
    if not target.user.is_reachable:
        raise SuccessorUnreachable(person=person)


def _make_room(target: Membership) -> None:
    """One naming per place; one that ran out unnoticed, or whose role was lost in the meantime, is closed first."""
    open_ones = Deputy.objects.filter(membership=target, ended_at=None, declined_at=None)
    for deputy in open_ones.select_related("membership__company", "membership__user"):
        if not lapse_deputy(deputy) and not lapse_unconfirmed(deputy):
            raise AlreadyDeputy(person=target.user.display_name)


def _taken(deputy: Deputy) -> Deputy:
    """The deputyship as it is now, the company locked."""
    company = lock_company(deputy.membership.company)
    found = Deputy.objects.named().select_related("membership__user").filter(pk=deputy.pk).first()
    late = lapsed().filter(pk=deputy.pk).exists() or unconfirmed().filter(pk=deputy.pk).exists()
    if found is None or late:
        raise DeputyshipClosed
    found.membership.company = company
    return found


def _own(actor: User, deputy: Deputy, *, answered: bool) -> Deputy:
    found = _taken(deputy)
    if found.membership.user_id != actor.pk:
        raise RightMissing
    if (found.accepted_at is not None) is not answered:
        raise DeputyshipClosed
    return found


def _end(deputy: Deputy, actor: User) -> None:
    deputy.ended_at, deputy.ended_by = clock.now(), actor
    deputy.save(update_fields=["ended_at", "ended_by"])


def _record(kind: Kind, actor: User | None, deputy: Deputy, **facts: Any) -> None:
    record(
        kind,
        actor=actor,
        company=deputy.membership.company,
        person=deputy.membership.user,
        subject=deputy,
        **facts,
    )
