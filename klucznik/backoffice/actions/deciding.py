"""Decisions at the desk: those of declarations, with an eye on whoever makes too many of them."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.declarations.actions.review import decide
from klucznik.declarations.models import Decision, Declaration
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.limits.rules import LIMITS


@transaction.atomic
def decide_at_desk(reviewer: User, case: Declaration, **given: Any) -> Declaration:
    """One decision; the one that is too many within an hour makes the portal write to the leads, once."""
    decided = decide(reviewer, case, **given)
    limit = LIMITS["staff.decision"]
    lately = Decision.objects.filter(reviewer=reviewer, at__gt=clock.now() - limit.window)
    if lately.count() == limit.most + 1:
        record(Kind.STAFF_HURRIED, actor=None, person=reviewer, subject=reviewer, most=limit.most)
    return decided
