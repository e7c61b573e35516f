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
    LACKS_LEAD = "lacks_lead"


@dataclass(frozen=True)
class Vote:
    """One decision: by whom, what, whether a lead settled with it, and whether a lead cast it at all."""

    reviewer: int
    verdict: str
    as_lead: bool = False
    by_lead: bool = False


def outcome(votes: Iterable[Vote], *, needed: int, needs_lead: bool = False) -> Outcome:
    """Asking takes effect at once; a lead's word settles; otherwise `needed` different people must agree.

    Where a lead is needed, their agreement approves nothing before a lead is among those who approve.
    """
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
        has_lead = any(vote.by_lead for vote in cast if vote.verdict == "approve")
        return Outcome.APPROVED if has_lead or not needs_lead else Outcome.LACKS_LEAD
    return Outcome.REJECTED if len(rejecting) >= needed else Outcome.WAITS
