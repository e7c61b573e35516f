"""What time does to accounts: deletions become final, unconfirmed ones and old sessions are forgotten."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from klucznik.accounts.actions.leaving import delete_account
from klucznik.accounts.emails.leaving import say_goodbye
from klucznik.accounts.emails.safety import FOLDER
from klucznik.accounts.models import User
from klucznik.accounts.sessions import forget_ended
from klucznik.core import clock
from klucznik.jobs.queue import every
from klucznik.mail.models import SentEmail

UNCONFIRMED_KEPT = timedelta(days=7)


@every(minutes=5)
def finish_deletions() -> None:
    """Delete the accounts whose week is over; the last message is written before the address is forgotten."""
    due = User.objects.filter(deletion_due_at__lte=clock.now(), deleted_at=None)
    for user in due.order_by("pk")[:100]:
        with transaction.atomic():
            say_goodbye(user)
            delete_account(None, user)


@every(hours=1)
def forget_farewells() -> None:
    """A last message that left needs its address no longer."""
    left = SentEmail.objects.filter(message=f"{FOLDER}/deletion_done", sent_at__isnull=False)
    left.exclude(address="").update(address="", subject="", text="")


@every(hours=1)
def forget_unconfirmed() -> None:
    """A sign-up that nobody confirmed holds somebody's address no longer than a week past its link."""
    before = timezone.now() - UNCONFIRMED_KEPT
    stale = User.objects.filter(
        activated_at=None, deleted_at=None, activation__expires_at__lt=before
    )
    for user in stale.order_by("pk")[:100]:
        delete_account(None, user)


@every(hours=1)
def forget_sessions() -> None:
    forget_ended()
