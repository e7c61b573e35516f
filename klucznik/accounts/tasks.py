"""What time does to accounts: deletions become final, unconfirmed ones and old sessions are forgotten."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from klucznik.accounts.actions.consents import announce
from klucznik.accounts.actions.factor_loss import expire_loss, remind_of_loss
from klucznik.accounts.actions.leaving import delete_account, remind_of_deletion
from klucznik.accounts.actions.take_out import (
    KEPT,
    forget_take_out,
    give_up_take_out,
    make_part,
)
from klucznik.accounts.consents import coming, coming_versions, people_to_tell
from klucznik.accounts.emails.leaving import say_goodbye
from klucznik.accounts.emails.papers import tell_of_coming_texts
from klucznik.accounts.emails.safety import FOLDER
from klucznik.accounts.holdings import CONSENTS_KEPT_YEARS
from klucznik.accounts.models import Consent, FactorLoss, TakeOut, User
from klucznik.accounts.sessions import forget_ended
from klucznik.accounts.storage import erase_strays
from klucznik.core import clock
from klucznik.jobs.queue import enqueue, every, task
from klucznik.mail.models import SentEmail

UNCONFIRMED_KEPT = timedelta(days=7)
FAREWELL_KEPT = timedelta(days=3)  # longer than the queue tries


@every(minutes=5)
def finish_deletions() -> None:
    """Queue the accounts whose week is over, each as work of its own: one that fails keeps no other waiting."""
    due = User.objects.filter(deletion_due_at__lte=clock.now(), deleted_at=None)
    for pk, due_at in due.order_by("pk").values_list("pk", "deletion_due_at"):
        enqueue("accounts.delete", dedupe_key=f"accounts.delete:{pk}:{due_at}", user=pk)


@task("accounts.delete")
def finish_deletion(*, user: int) -> None:
    """Delete one account; the last message is written before the address is forgotten. A stop that came first wins."""
    found = User.objects.get(pk=user)
    if found.is_leaving and found.deletion_due_at and found.deletion_due_at <= clock.now():
        delete_account(None, found)
        say_goodbye(found)


@every(minutes=30)
def remind_of_deletions() -> None:
    """A day before the end, a last word to whoever is going."""
    soon = User.objects.filter(
        deletion_due_at__lte=clock.now() + timedelta(days=1),
        deletion_due_at__gt=clock.now(),
        deletion_reminded_at=None,
        deleted_at=None,
    )
    for user in soon.order_by("pk")[:200]:
        remind_of_deletion(None, user)


@every(hours=1)
def forget_farewells() -> None:
    """A last message that left, or could not, needs its address no longer."""
    farewells = SentEmail.objects.filter(message=f"{FOLDER}/deletion_done").exclude(address="")
    over = Q(sent_at__isnull=False) | Q(bounced_at__isnull=False)
    over |= Q(created_at__lt=timezone.now() - FAREWELL_KEPT)
    farewells.filter(over).update(address="", subject="", text="", last_error="")


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


@every(minutes=10)
def follow_lost_factors() -> None:
    """Remind the owners of lost second steps, and end the cases that nobody finished."""
    running = FactorLoss.objects.open().select_related("user").order_by("pk")
    over = Q(expires_at__lte=clock.now()) | Q(user__deleted_at__isnull=False)
    for loss in running.filter(over)[:100]:
        expire_loss(None, loss)
    for loss in running.filter(ending_told_at=None)[:1000]:
        remind_of_loss(None, loss)


@task("accounts.take_out")
def make_take_out(*, take_out: int, number: int) -> None:
    """One part of a copy; a worker that dies leaves the part to another one."""
    found = TakeOut.objects.select_related("user").filter(pk=take_out).first()
    if found is not None:
        make_part(None, found, number=number)


@every(minutes=10)
def forget_take_outs() -> None:
    """A copy is kept a day; one that was not made within a day is given up."""
    now = timezone.now()
    for old in TakeOut.objects.filter(expires_at__lte=now, forgotten_at=None).order_by("pk")[:500]:
        forget_take_out(None, old)
    stuck = TakeOut.objects.filter(ready_at=None, failed_at=None, asked_at__lte=now - KEPT)
    for one in stuck.order_by("pk")[:500]:
        give_up_take_out(None, one)


@every(hours=24)
def forget_stray_take_outs() -> None:
    """Files without a row, and rows that are of no use after a month."""
    TakeOut.objects.filter(forgotten_at__lt=timezone.now() - timedelta(days=30)).delete()
    kept = TakeOut.objects.filter(forgotten_at=None).values_list("public_id", flat=True)
    erase_strays(set(kept))


@every(hours=24)
def forget_old_consents() -> None:
    """What a deleted account had agreed to is proof until claims lapse."""
    last = clock.today().year - CONSENTS_KEPT_YEARS
    Consent.objects.filter(user__deleted_at__year__lt=last).delete()


@every(minutes=10)
def announce_texts() -> None:
    """Tell people of new terms two weeks ahead, once for each person and version, a batch at a time."""
    soon = coming_versions(within=timedelta(days=14))
    for user in people_to_tell(soon)[:500]:
        texts = [text for text in coming(user) if text.document.version == soon.get(text.kind)]
        versions = [(text.kind, text.document.version) for text in texts]
        told = announce(user, versions or list(soon.items()))
        if news := [text for text in texts if text.kind in told]:
            tell_of_coming_texts(user, news)
