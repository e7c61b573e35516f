"""Which way leads to the keys: decided by the facts of a company and a person, without a database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from klucznik.core.errors import DomainError
from klucznik.recovery.errors import (
    AlreadyAdministrator,
    AlreadyAsked,
    AskedLately,
    AskedTooOften,
    AskFirst,
    DeclaredLately,
    NobodyToAsk,
    NotInCompany,
    RejectedTooOften,
    SignatureNeeded,
)

MOST_REJECTED = 2
# Each request and each sent declaration writes to others: nobody may wear them out.
MOST_REQUESTS = 3
MOST_ABANDONED = 3


class Way(StrEnum):
    """What a person can do to become a global administrator."""

    NONE = "none"
    CASE = "case"
    WAIT = "wait"
    ASK = "ask"
    FIRST_INVITATION = "first_invitation"
    DECLARE = "declare"
    SUPPORT = "support"


@dataclass(frozen=True)
class Situation:
    """All that the decision depends on."""

    is_member: bool = True
    has_role: bool = False
    reachable: int = 0
    has_case: bool = False
    is_waiting: bool = False  # a request of this person is pending
    was_ignored: bool = False  # a request of this person expired
    was_refused: bool = False  # refused or removed by an administrator, or undone
    blocked_until: datetime | None = None  # two refusals
    was_invited_first: bool = False  # the vendor invited the first administrator
    requests_this_week: int = 0
    rejected_cases: int = 0  # within 90 days
    abandoned_cases: int = 0  # sent, then withdrawn or expired, within 90 days


@dataclass(frozen=True)
class Ways:
    """One recommended way; what else is open; and why the two main ones are closed, where they are."""

    recommended: Way
    others: list[Way] = field(default_factory=list)
    no_asking: DomainError | None = None
    no_declaring: DomainError | None = None


def ways(situation: Situation) -> Ways:
    """The table of the procedure: an administrator first, paper when nobody can be asked."""
    no_asking, no_declaring = why_no_asking(situation), why_no_declaring(situation)
    found = [way for way, is_open in _in_order(situation, no_asking, no_declaring) if is_open]
    first, *others = found or [Way.SUPPORT]
    return Ways(first, others, no_asking, no_declaring)


def _in_order(
    s: Situation, no_asking: DomainError | None, no_declaring: DomainError | None
) -> list[tuple[Way, bool]]:
    """All ways, the most fitting first, each with whether it is open."""
    ask, declare = (Way.ASK, no_asking is None), (Way.DECLARE, no_declaring is None)
    return [
        (Way.NONE, s.has_role),
        (Way.CASE, s.has_case),
        (Way.WAIT, s.is_waiting),
        (Way.FIRST_INVITATION, s.was_invited_first),
        *([declare, ask] if s.was_ignored else [ask, declare]),
    ]


def why_no_asking(s: Situation) -> DomainError | None:
    """Why this person cannot send a request now; None when they can."""
    if s.has_role:
        return AlreadyAdministrator()
    if s.is_waiting:
        return AlreadyAsked()
    if not s.reachable:
        return NobodyToAsk()
    if s.requests_this_week >= MOST_REQUESTS:
        return AskedLately()
    if s.blocked_until:
        return AskedTooOften(on=f"{s.blocked_until:%d.%m.%Y}")
    return None


def why_no_declaring(s: Situation) -> DomainError | None:
    """Why this person cannot prepare a declaration now; None when they can."""
    if s.has_role:
        return AlreadyAdministrator()
    if not s.is_member:
        return NotInCompany()
    if s.was_refused:
        return SignatureNeeded()
    if s.rejected_cases >= MOST_REJECTED:
        return RejectedTooOften()
    if s.abandoned_cases >= MOST_ABANDONED:
        return DeclaredLately()
    if s.reachable and not s.was_ignored:
        return AskFirst()
    return None
