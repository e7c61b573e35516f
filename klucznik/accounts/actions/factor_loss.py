"""Losing a second step: asked for after the password, a wait that nobody can shorten, then its removal."""

from __future__ import annotations

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction

from klucznik.accounts import lost_factors
from klucznik.accounts.errors import (
    FactorNeeded,
    LossAskedLately,
    LossNotDue,
    LossOfStaff,
    LossOpen,
    LossTooEarly,
)
from klucznik.accounts.factors import has_factor
from klucznik.accounts.models import FactorLoss, User
from klucznik.accounts.sessions import end_all
from klucznik.core import clock, tokens
from klucznik.events.kinds import Kind
from klucznik.events.recording import record

PAUSE = timedelta(hours=24)
TIME_TO_FINISH = timedelta(days=14)


@transaction.atomic
def ask_to_remove_factor(actor: User) -> FactorLoss:
    """Begin the wait: only after the right password, one at a time, never for the vendor's staff."""
    user = User.objects.select_for_update().get(pk=actor.pk)
    if lost_factors.is_guarded(user):
        raise LossOfStaff
    if lost_factors.is_paused(user):
        raise LossTooEarly
    if not has_factor(user):
        raise FactorNeeded
    if lost_factors.open_loss(user):
        raise LossOpen
    now = clock.now()
    if FactorLoss.objects.filter(user=user, stopped_at__gt=now - PAUSE).exists():
        raise LossAskedLately
    loss = FactorLoss(user=user, asked_at=now, due_at=now + lost_factors.wait_of(user))
    loss.expires_at = loss.due_at + TIME_TO_FINISH
    loss.secret_hash = tokens.hashed(lost_factors.secret_of(loss))
    loss.save()
    record(Kind.FACTOR_LOSS_ASKED, actor=user, person=user, subject=loss)
    return loss


@transaction.atomic
def stop_loss(actor: None, loss: FactorLoss) -> FactorLoss:
    """By the link in a message: whoever reads the person's mail may keep the second step, and gains nothing by it."""
    if not lost_factors.stop(loss, how=lost_factors.BY_LINK, actor=actor):
        raise LossNotDue
    return loss


@transaction.atomic
def finish_loss(actor: User) -> User:
    """The wait is over and the password was right again: all second steps go, and every session ends."""
    user = User.objects.select_for_update().get(pk=actor.pk)
    loss = FactorLoss.objects.open().select_for_update().filter(user=user).first()
    if lost_factors.is_guarded(user):
        raise LossOfStaff
    if loss is None or not loss.is_due:
        raise LossNotDue
    loss.finished_at = clock.now()
    loss.save(update_fields=["finished_at"])
    Authenticator.objects.filter(user=user).delete()
    end_all(user)
    record(Kind.FACTOR_LOSS_FINISHED, actor=user, person=user, subject=loss)
    return user


@transaction.atomic
def remind_of_loss(actor: None, loss: FactorLoss) -> bool:
    """Say once more that the wait runs: when half of it is over, and a day before its end."""
    loss = FactorLoss.objects.select_for_update().get(pk=loss.pk)
    now, halfway = clock.now(), loss.asked_at + (loss.due_at - loss.asked_at) / 2
    if not loss.is_open or now < halfway:
        return False
    if now < loss.due_at - timedelta(days=1):
        if loss.halfway_told_at:
            return False
        loss.halfway_told_at = now
    elif loss.ending_told_at:
        return False
    else:
        loss.halfway_told_at, loss.ending_told_at = loss.halfway_told_at or now, now
    loss.save(update_fields=["halfway_told_at", "ending_told_at"])
    record(Kind.FACTOR_LOSS_REMINDED, actor=None, person=loss.user, subject=loss)
    return True


@transaction.atomic
def expire_loss(actor: None, loss: FactorLoss) -> None:
    """Nobody finished in time, or the account is gone."""
    if FactorLoss.objects.open().filter(pk=loss.pk).update(expired_at=clock.now()):
        record(Kind.FACTOR_LOSS_EXPIRED, actor=None, person=loss.user, subject=loss)
