"""The one way in which the state of a case changes: locked, checked, written, and recorded as one event."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from klucznik.accounts.models import User
from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.declarations.errors import CaseChanged, NotNow
from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import Declaration
from klucznik.declarations.states import ENDS, State, may_follow
from klucznik.events.kinds import Kind
from klucznik.events.recording import record


def take(declaration: Declaration, *, among: frozenset[Any] | None = None) -> Declaration:
    """Lock the company, then the case, and give it as it is now; refuse when it moved since the caller read it."""
    others = letter_of(declaration.kind).other_companies(declaration)
    for key in sorted({declaration.company_id, *others}):
        Company.objects.locked(key)
    case = Declaration.objects.locked(declaration.pk)
    if case.version != declaration.version:
        raise CaseChanged
    if among is not None and case.state not in among:
        raise NotNow
    return case


def move(
    declaration: Declaration,
    to: State,
    *,
    actor: User | None,
    kind: Kind,
    due_at: datetime | None = None,
    by_staff: bool = False,
    changes: dict[str, Any] | None = None,
    **facts: Any,
) -> Declaration:
    """Bring a case taken by `take` to its next state, with the other `changes` that belong to the step."""
    if not may_follow(declaration.state, to):
        raise NotNow
    now = clock.now()
    values: dict[str, Any] = {
        **(changes or {}),
        "state": to,
        "state_since": now,
        "version": declaration.version + 1,
        "due_at": due_at,
    }
    if State(to) in ENDS:
        values |= {"ended_at": now, "frozen_at": None, "due_at": None}
    same = Declaration.objects.filter(
        pk=declaration.pk, state=declaration.state, version=declaration.version
    )
    if not same.update(**values):
        raise CaseChanged
    for name, value in values.items():
        setattr(declaration, name, value)
    note(declaration, kind, actor=actor, by_staff=by_staff, **facts)
    return declaration


def note(
    declaration: Declaration,
    kind: Kind,
    *,
    actor: User | None,
    by_staff: bool = False,
    **facts: Any,
) -> None:
    """Record what happened in a case, under the name that its letter gives to it."""
    record(
        letter_of(declaration.kind).kind(kind),
        actor=actor,
        company=declaration.company,
        person=declaration.claimant,
        subject=declaration,
        by_staff=by_staff,
        number=declaration.number,
        **facts,
    )
