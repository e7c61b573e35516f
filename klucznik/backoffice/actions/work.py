"""Work for the queue that the staff start: invitations for many, and what had failed."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.backoffice.errors import NobodyToInvite
from klucznik.backoffice.queries.invitations import invitable
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.jobs.models import Job
from klucznik.jobs.queue import enqueue


@transaction.atomic
def invite_everybody(actor: User) -> int:
    """Invite a first administrator to every customer who has none, in small batches; how many there are now."""
    count = invitable().count()
    if not count:
        raise NobodyToInvite
    enqueue("backoffice.invite_batch", actor=actor.pk, after=0)
    return count


@transaction.atomic
def retry_work(actor: User, task: str) -> int:
    """Work of one task that was given up is tried again from the beginning; how much of it there was."""
    dead = Job.objects.filter(task=task, done_at=None, failed_at__isnull=False)
    now = timezone.now()
    anew = {"failed_at": None, "attempts": 0, "lease_until": None, "next_at": now}
    count = dead.update(**anew, created_at=now)
    if count:
        record(Kind.WORK_RETRIED, actor=actor, by_staff=True, task=task, count=count)
    return count
