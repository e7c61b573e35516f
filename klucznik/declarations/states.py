"""Which step of a case may follow which: the one table of the procedure, without a database."""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a case stands."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    NEEDS_INFO = "needs_info", _("waiting for your answer")
    NOTICE = "notice", _("waiting period")
    READY = "ready", _("ready to accept")
    GRANTED = "granted", _("granted, on probation")
    CLOSED = "closed", _("closed")
    REVERTED = "reverted", _("undone")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXPIRED = "expired", _("expired")
    SUPERSEDED = "superseded", _("no longer needed")


S = State
_STOPPED: Final = {S.WITHDRAWN, S.EXPIRED, S.SUPERSEDED}

# A grant has one way in: from ready (accepted by the claimant) or, where a letter needs no acceptance, from notice.
NEXT: Final[dict[State, frozenset[State]]] = {
    S.DRAFT: frozenset({S.IN_REVIEW, S.NOTICE} | _STOPPED),
    S.IN_REVIEW: frozenset({S.NEEDS_INFO, S.NOTICE, S.REJECTED} | _STOPPED),
    S.NEEDS_INFO: frozenset({S.IN_REVIEW, S.REJECTED} | _STOPPED),
    # Back to review: the register changed after the decisions. Anew from ready: the account changed after the notices.
    S.NOTICE: frozenset({S.IN_REVIEW, S.READY, S.GRANTED, S.REJECTED} | _STOPPED),
    S.READY: frozenset({S.IN_REVIEW, S.NOTICE, S.GRANTED, S.REJECTED} | _STOPPED),
    S.GRANTED: frozenset({S.CLOSED, S.REVERTED}),
    S.CLOSED: frozenset(),
    S.REVERTED: frozenset(),
    S.REJECTED: frozenset(),
    S.WITHDRAWN: frozenset(),
    S.EXPIRED: frozenset(),
    S.SUPERSEDED: frozenset(),
}

ENDS: Final = [state for state, following in NEXT.items() if not following]
# At most one case of a company is in one of these.
EFFECTIVE: Final = [S.NOTICE, S.READY, S.GRANTED]
# Before the grant, while others can still object and the claimant can still withdraw.
PENDING: Final = frozenset({S.IN_REVIEW, S.NEEDS_INFO, S.NOTICE, S.READY})
# Somebody may object as long as there is something to prevent or to undo.
CONTESTABLE: Final = PENDING | {S.GRANTED}
# The claimant may still change what was sent.
EDITABLE: Final = frozenset({S.DRAFT, S.IN_REVIEW, S.NEEDS_INFO})

# New evidence may still come and shorten the wait.
PROVABLE: Final = frozenset({S.DRAFT, S.IN_REVIEW, S.NEEDS_INFO, S.NOTICE})


def may_follow(before: str, after: str) -> bool:
    """Whether a case in `before` may go to `after`."""
    return State(after) in NEXT[State(before)]
