"""Which way leads to the keys: decided by the facts of a company and a person, without a database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from klucznik.core.errors import DomainError
from klucznik.declarations.errors import CaseAlreadyOpen
from klucznik.recovery.errors import (
    AdministratorThere,
    AlreadyAdministrator,
    AlreadyAsked,
    AnotherCase,
    AskedLately,
    AskedTooOften,
    AskFirst,
    DeclaredLately,
    NobodyToAsk,
    NotDeputy,
    NotInCompany,
    RefusedDeputy,
    RejectedTooOften,
    SteppedInLately,
    VetoedLately,
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
    CONNECT = "connect"
    OFFICE_INVITATION = "office_invitation"
    FIRST_INVITATION = "first_invitation"
    ASK = "ask"
    DEPUTY = "deputy"
    DECLARE = "declare"
    SUPPORT = "support"


@dataclass(frozen=True)
class Situation:
    """All that the decision depends on."""

    is_member: bool = True
    has_role: bool = False
    reachable: int = 0
    has_case: bool = False
    another_runs: bool = False  # a case of somebody else in the company waits, or is on probation
    is_waiting: bool = False  # a request of this person is pending
    was_ignored: bool = False  # a request of this person expired
    was_refused: bool = False  # refused, vetoed or removed by an administrator, or undone
    blocked_until: datetime | None = None  # two refusals
    is_deputy: bool = False  # agreed to stand by
    vetoed_until: datetime | None = None  # an administrator objected to this deputy
    all_unseen: bool = False  # no administrator was seen for 30 days
    was_invited_by_office: bool = (
        False  # the share of this office made the company, nothing else did
    )
    was_invited_first: bool = False  # the vendor invited the first administrator
    requests_this_week: int = 0
    rejected_cases: int = 0  # within 90 days
    abandoned_cases: int = 0  # sent, then withdrawn or expired, within 90 days


@dataclass(frozen=True)
class Ways:
    """One recommended way; what else is open; and why the main ones are closed, where they are."""

    recommended: Way
    others: list[Way] = field(default_factory=list)
    no_asking: DomainError | None = None
    no_stepping_in: DomainError | None = None
    no_declaring: DomainError | None = None


def ways(situation: Situation) -> Ways:
    """The table of the procedure: an administrator first, a deputy then, paper when nobody can be asked."""
    closed = {
        Way.ASK: why_no_asking(situation),
        Way.DEPUTY: why_no_stepping_in(situation),
        Way.DECLARE: why_no_declaring(situation),
    }
    found = [way for way, is_open in _in_order(situation, closed) if is_open]
    first, *others = found or [Way.SUPPORT]
    return Ways(first, others, closed[Way.ASK], closed[Way.DEPUTY], closed[Way.DECLARE])


def _in_order(s: Situation, closed: dict[Way, DomainError | None]) -> list[tuple[Way, bool]]:
    """All ways, the most fitting first, each with whether it is open."""
    ask, deputy, declare = ((way, refusal is None) for way, refusal in closed.items())
    has_answer = s.was_ignored or s.was_refused
    is_inside = s.is_member and not s.has_role
    return [
        (Way.NONE, s.has_role),
        (Way.CASE, s.has_case and not s.has_role),
        (Way.CONNECT, not s.is_member and not s.has_role and not s.has_case),
        (Way.WAIT, s.is_waiting and is_inside),
        (Way.OFFICE_INVITATION, s.was_invited_by_office and is_inside and not s.has_case),
        (Way.FIRST_INVITATION, s.was_invited_first and is_inside and not s.has_case),
        *([deputy, declare, ask] if has_answer else [ask, deputy, declare]),
    ]


def why_no_asking(s: Situation) -> DomainError | None:
    """Why this person cannot send a request now; None when they can."""
    if s.has_role:
        return AlreadyAdministrator()
    if not s.is_member:
        return NotInCompany()
    if s.is_waiting:
        return AlreadyAsked()
    if not s.reachable:
        return NobodyToAsk()
    if s.requests_this_week >= MOST_REQUESTS:
        return AskedLately()
    if s.blocked_until:
        return AskedTooOften(on=f"{s.blocked_until:%d.%m.%Y}")
    return None


def why_no_stepping_in(s: Situation) -> DomainError | None:
    """Why this person cannot step in as a deputy now; None when they can."""
    if s.has_role:
        return AlreadyAdministrator()
    if not s.is_member or not s.is_deputy:
        return NotDeputy()
    if s.has_case:
        return CaseAlreadyOpen()
    if s.vetoed_until:
        return VetoedLately(on=f"{s.vetoed_until:%d.%m.%Y}")
    if s.was_refused:
        return RefusedDeputy()
    if s.reachable and not s.was_ignored and not s.all_unseen:
        return AdministratorThere()
    if s.another_runs:
        return AnotherCase()
    if s.abandoned_cases >= MOST_ABANDONED:
        return SteppedInLately()
    return None


def why_no_declaring(s: Situation) -> DomainError | None:
    """Why this person cannot prepare a declaration now; None when they can."""
    if s.has_role:
        return AlreadyAdministrator()
    if not s.is_member:
        return NotInCompany()
    if s.has_case:
        return CaseAlreadyOpen()
    if s.rejected_cases >= MOST_REJECTED:
        return RejectedTooOften()
    if s.abandoned_cases >= MOST_ABANDONED:
        return DeclaredLately()
    if s.reachable and not s.was_ignored and not s.was_refused:
        return AskFirst()
    return None
