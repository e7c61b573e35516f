"""What the reviewers' decisions of one round come to: pure, so that every combination can be tested."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What follows from the decisions so far."""

    WAITS = "waits"
    APPROVED = "approved"
    REJECTED = "rejected"
    ASKED = "asked"
    DISAGREED = "disagreed"


@dataclass(frozen=True)
class Vote:
    """One decision: by whom, what, and whether a lead settled a disagreement with it."""

    reviewer: int
    verdict: str
    as_lead: bool = False


def outcome(votes: Iterable[Vote], *, needed: int) -> Outcome:
    """Asking takes effect at once; a lead's word settles; otherwise `needed` different people must agree."""
    cast = list(votes)
    if any(vote.verdict == "ask" for vote in cast):
        return Outcome.ASKED
    if settled := [vote for vote in cast if vote.as_lead]:
        return Outcome.APPROVED if settled[-1].verdict == "approve" else Outcome.REJECTED
    approving = {vote.reviewer for vote in cast if vote.verdict == "approve"}
    rejecting = {vote.reviewer for vote in cast if vote.verdict == "reject"}
    if approving and rejecting:
        return Outcome.DISAGREED
    if len(approving) >= needed:
        return Outcome.APPROVED
    return Outcome.REJECTED if len(rejecting) >= needed else Outcome.WAITS
