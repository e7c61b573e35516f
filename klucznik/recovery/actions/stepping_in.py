"""Ways to the keys without a letter: a deputy steps in, an office's client accepts; and the no of an administrator."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.companies.keys import lock_company
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission, may
from klucznik.core import clock
from klucznik.declarations.actions.contests import object_to
from klucznik.declarations.actions.ending import expire
from klucznik.declarations.actions.notices import refresh_notified, start_notice
from klucznik.declarations.actions.preparing import open_case
from klucznik.declarations.errors import NotNow
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import Contest, Declaration, Notified, State
from klucznik.declarations.models import Kind as LetterKind
from klucznik.declarations.reasons import Ending
from klucznik.declarations.states import CONTESTABLE, PENDING
from klucznik.declarations.steps import move, take
from klucznik.declarations.turns import another_case_runs
from klucznik.events.kinds import Kind
from klucznik.members.deputies import deputyship_of
from klucznik.members.errors import RightMissing
from klucznik.members.permissions import acting
from klucznik.recovery.errors import AnotherCase, NotDeputy


@transaction.atomic
def step_in(actor: User, company: Company) -> Declaration:
    """A deputy asks for the keys: everybody affected is told at once, and the wait chosen beforehand begins."""
    company = lock_company(company)
    letter_of(LetterKind.DEPUTY).check_opening(company, actor)
    deputy = deputyship_of(acting(actor, company))
    if deputy is None:
        raise NotDeputy
    deputy.confirmed_at, deputy.asked_again_at = clock.now(), None  # who steps in is there
    deputy.save(update_fields=["confirmed_at", "asked_again_at"])
    return _begin(actor, company, LetterKind.DEPUTY, wait_days=deputy.wait_days)


@transaction.atomic
def accept_office_invitation(actor: User, company: Company) -> Declaration:
    """The client whom the office invited, with the account of that address: a day to object begins."""
    company = lock_company(company)
    letter_of(LetterKind.OFFICE_CLIENT).check_opening(company, actor)
    return _begin(actor, company, LetterKind.OFFICE_CLIENT)


def _begin(actor: User, company: Company, kind: LetterKind, **about: Any) -> Declaration:
    """Straight into the waiting period: there is nothing to review."""
    case = open_case(actor, company, kind=kind, language=actor.language)
    if another_case_runs(case):
        raise AnotherCase
    case.about = about
    case.save(update_fields=["about"])
    return start_notice(case, actor=actor)


@transaction.atomic
def object_as_administrator(
    actor: User, declaration: Declaration, *, statement: str = ""
) -> Contest:
    """An administrator objects from the portal, as they could with the link of their message."""
    case = take(declaration, among=CONTESTABLE)
    if not may(acting(actor, case.company), Permission.RIGHTS_ANSWER):
        raise RightMissing
    refresh_notified(case)
    voice = Notified.objects.filter(declaration=case, user=actor, standing__in=Notified.FREEZING)
    found = voice.first()
    if found is None:
        raise NotNow
    found.declaration = case
    return object_to(found, statement=statement)


@transaction.atomic
def end_stepping_in(
    declaration: Declaration, *, actor: User | None, dismissed: bool
) -> Declaration:
    """Whoever is no deputy any more takes no keys; an administrator who dismisses them has objected by that."""
    case = take(declaration, among=PENDING)
    if not dismissed:
        return expire(case, Ending.NOT_DEPUTY)
    return move(
        case,
        State.REJECTED,
        actor=actor,
        kind=Kind.DECLARATION_REJECTED,
        changes={"outcome_reason": Ending.VETOED},
        reason=Ending.VETOED.value,
    )
