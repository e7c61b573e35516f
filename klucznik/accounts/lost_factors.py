"""A second step that its owner has lost: the case that runs, and how it is stopped."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string

from klucznik.accounts.models import FactorLoss, User
from klucznik.core import clock, tokens
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.recording import record

# A password that came from the mailbox proves nothing beside the mailbox: then the wait is as long as for paper.
LONGEST = timedelta(days=14)
LATELY = timedelta(days=30)
# How a case was stopped.
BY_LINK, BY_USE = "link", "use"


def secret_of(loss: FactorLoss) -> str:
    """The secret of the link that stops it; it lets nobody in."""
    return tokens.derive("factor loss", loss.nonce)


def open_loss(user: User) -> FactorLoss | None:
    """The case of this person that still runs."""
    return FactorLoss.objects.open().filter(user=user).first()


def stopping(user: User) -> str:
    """The page that stops what runs, for whoever is signed in with the second step; empty when nothing runs."""
    loss = open_loss(user)
    return reverse("account_factor_loss_stop", args=[secret_of(loss)]) if loss else ""


def is_guarded(user: User) -> bool:
    """Whether somebody above (settings.FACTOR_GUARDS) says that waiting is not enough for this person."""
    return any(import_string(path)(user) for path in settings.FACTOR_GUARDS)


def is_paused(user: User) -> bool:
    """Whether somebody above (settings.FACTOR_PAUSES) can still undo a change that this would outlive."""
    return any(import_string(path)(user) for path in settings.FACTOR_PAUSES)


def wait_of(user: User) -> timedelta:
    """How long the removal takes, if it is asked for now."""
    usual = timedelta(days=settings.FACTOR_LOSS_DAYS)
    return longest_wait() if has_password_from_mailbox(user) else usual


def longest_wait() -> timedelta:
    """How long it takes after a link in an e-mail has set the password."""
    return max(LONGEST, timedelta(days=settings.FACTOR_LOSS_DAYS))


def has_password_from_mailbox(user: User) -> bool:
    """Whether a link in an e-mail set the password within the last month: the two steps are one then."""
    changed = Event.objects.filter(
        kind=Kind.ACCOUNT_PASSWORD_CHANGED, person=user, facts__by="reset"
    )
    return changed.filter(at__gt=clock.now() - LATELY).exists()


def lengthen(user: User) -> None:
    """A link in an e-mail set the password while the wait runs: it lasts as if it began now."""
    loss = FactorLoss.objects.open().select_for_update().filter(user=user).first()
    due_at = clock.now() + longest_wait()
    if loss is None or loss.due_at >= due_at:
        return
    loss.expires_at += due_at - loss.due_at
    loss.due_at = due_at
    loss.ending_told_at = None
    loss.save(update_fields=["due_at", "expires_at", "ending_told_at"])
    record(Kind.FACTOR_LOSS_REMINDED, actor=None, person=user, subject=loss)


def stop(loss: FactorLoss, *, how: str, actor: User | None) -> bool:
    """Once; False when it had ended already. Called in a transaction."""
    stopped = FactorLoss.objects.open().filter(pk=loss.pk)
    if not stopped.update(stopped_at=clock.now(), stopped_how=how):
        return False
    record(Kind.FACTOR_LOSS_STOPPED, actor=actor, person=loss.user, subject=loss, how=how)
    return True
