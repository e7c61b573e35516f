"""Small things that a person decides about their account, and the note that they were here."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from klucznik.accounts.models import Device, User
from klucznik.core import tokens
from klucznik.events.kinds import Kind
from klucznik.events.recording import record

SEEN_EVERY = timedelta(minutes=15)
ALARM_OPEN = timedelta(days=7)


@transaction.atomic
def rename(actor: User, *, first_name: str, last_name: str) -> User:
    """Correct one's own name."""
    user = User.objects.select_for_update().get(pk=actor.pk)
    if (user.first_name, user.last_name) != (first_name, last_name):
        before = user.get_full_name()
        user.first_name, user.last_name = first_name, last_name
        user.save(update_fields=["first_name", "last_name"])
        record(
            Kind.ACCOUNT_RENAMED,
            actor=user,
            person=user,
            private={"before": before, "after": user.get_full_name()},
        )
    return user


@transaction.atomic
def choose_language(actor: User, *, language: str) -> None:
    """Pages and e-mails come in this language from now on; a preference, so no event."""
    User.objects.filter(pk=actor.pk).update(language=language)


@transaction.atomic
def note_sign_in(actor: User, device: Device, *, known: bool) -> None:
    """Record a completed sign-in, and arm the message about a new browser; an account's first is nobody's surprise."""
    news = not known and actor.last_seen_at is not None
    User.objects.filter(pk=actor.pk).update(last_seen_at=timezone.now(), address_bounced_at=None)
    if news:
        device.nonce, device.alarmed_at = tokens.new_nonce(), None
        device.alarm_hash = tokens.hashed(device.alarm_secret)
        device.alarm_until = timezone.now() + ALARM_OPEN
        device.save(update_fields=["nonce", "alarm_hash", "alarm_until", "alarmed_at"])
    record(Kind.ACCOUNT_SIGNED_IN, actor=actor, person=actor, subject=device, new_device=news)


def note_visit(actor: User) -> None:
    """Remember that the person was here: at most one write a quarter of an hour."""
    now = timezone.now()
    if actor.last_seen_at is None or now - actor.last_seen_at >= SEEN_EVERY:
        User.objects.filter(pk=actor.pk).update(last_seen_at=now)
