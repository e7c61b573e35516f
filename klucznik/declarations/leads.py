"""When a lead must be among those who approve: the kind of letter says so, or a register does."""

from __future__ import annotations

from klucznik.declarations.letters import letter_of
from klucznik.declarations.models import Declaration, RegisterSnapshot
from klucznik.declarations.registers import doubts


def needs_lead(case: Declaration) -> bool:
    """Whether two reviewers are not enough for this case."""
    return letter_of(case.kind).needs_lead or register_asks_for_lead(case)


def register_asks_for_lead(case: Declaration) -> bool:
    """An entry changed lately or while the case was open, or the company is winding up."""
    return bool(doubts(case)) or _changed_meanwhile(case)


def _changed_meanwhile(case: Declaration) -> bool:
    """Whether a register told two different things about who represents the company since the case began."""
    answered = RegisterSnapshot.objects.filter(declaration=case, answer=RegisterSnapshot.Answer.YES)
    seen = set(answered.values_list("register", "representation_hash"))
    return len(seen) > len({register for register, _hash in seen})
