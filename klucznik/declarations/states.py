"""Which step of a case may follow which: the one table of the procedure, without a database."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Step(StrEnum):
    """The states of a case, spelled as models.State spells them."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    NEEDS_INFO = "needs_info"
    NOTICE = "notice"
    READY = "ready"
    GRANTED = "granted"
    CLOSED = "closed"
    REVERTED = "reverted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"


S = Step
_STOPPED: Final = {S.WITHDRAWN, S.EXPIRED, S.SUPERSEDED}

# A grant has one way in: from ready (accepted by the claimant) or, where a letter needs no acceptance, from notice.
NEXT: Final[dict[Step, frozenset[Step]]] = {
    S.DRAFT: frozenset({S.IN_REVIEW, S.NOTICE} | _STOPPED),
    S.IN_REVIEW: frozenset({S.NEEDS_INFO, S.NOTICE, S.REJECTED} | _STOPPED),
    S.NEEDS_INFO: frozenset({S.IN_REVIEW, S.REJECTED} | _STOPPED),
    S.NOTICE: frozenset({S.READY, S.GRANTED, S.REJECTED} | _STOPPED),
    S.READY: frozenset({S.GRANTED, S.REJECTED} | _STOPPED),
    S.GRANTED: frozenset({S.CLOSED, S.REVERTED}),
    S.CLOSED: frozenset(),
    S.REVERTED: frozenset(),
    S.REJECTED: frozenset(),
    S.WITHDRAWN: frozenset(),
    S.EXPIRED: frozenset(),
    S.SUPERSEDED: frozenset(),
}

ENDS: Final = frozenset(step for step, following in NEXT.items() if not following)
# Before the grant, while others can still object and the claimant can still withdraw.
PENDING: Final = frozenset({S.IN_REVIEW, S.NEEDS_INFO, S.NOTICE, S.READY})
# Somebody may object as long as there is something to prevent or to undo.
CONTESTABLE: Final = PENDING | {S.GRANTED}
# The claimant may still change what was sent.
EDITABLE: Final = frozenset({S.DRAFT, S.IN_REVIEW, S.NEEDS_INFO})


def may_follow(before: str, after: str) -> bool:
    """Whether a case in `before` may go to `after`."""
    return Step(after) in NEXT[Step(before)]
