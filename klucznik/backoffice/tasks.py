"""What happens without anybody at the screen: staff sessions end, invitations go out in batches."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from klucznik.accounts.models import Session, User
from klucznik.backoffice.actions.sessions import end_staff_session
from klucznik.backoffice.models import StaffSession
from klucznik.backoffice.queries.invitations import invitable
from klucznik.jobs.queue import enqueue, every, task
from klucznik.recovery.actions.first_administrators import invite_first_administrators

BATCH = 50  # one transaction of a job; short, so that nobody waits for it


@every(minutes=1)
def end_staff_sessions() -> None:
    """Close those whose time is over, and those whose browser signed out (they opened no door any more)."""
    signed_in = Exists(Session.objects.filter(session_key=OuterRef("session_key")))
    over = Q(ends_at__lte=timezone.now()) | ~Q(signed_in)
    for session in StaffSession.objects.filter(over, ended_at=None).select_related("member__user"):
        end_staff_session(None, session)


@task("backoffice.invite_batch")
def invite_batch(*, actor: int, after: int) -> None:
    """Invite the next customers by key; the following batch is queued in the same commit."""
    companies = list(invitable().filter(pk__gt=after).order_by("pk")[:BATCH])
    if not companies:
        return
    invite_first_administrators(User.objects.get(pk=actor), companies)
    enqueue("backoffice.invite_batch", actor=actor, after=companies[-1].pk)
