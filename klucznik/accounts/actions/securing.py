"""What whoever reads a person's mailbox can do at once, without signing in: shut everybody out."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from klucznik.accounts.actions.profile import ALARM_OPEN
from klucznik.accounts.addresses import mailbox_for_reset
from klucznik.accounts.errors import AlarmOver
from klucznik.accounts.factors import factors_of, has_factor
from klucznik.accounts.models import Device, User
from klucznik.accounts.sessions import end_all
from klucznik.events.kinds import Kind
from klucznik.events.recording import record


@transaction.atomic
def secure_account(actor: None, device: Device) -> User:
    """A sign-in was not theirs: all sessions end, the password is void, and a message brings the way to a new one."""
    user = User.objects.select_for_update().get(pk=device.user_id)
    device = Device.objects.get(pk=device.pk)
    if not device.is_alarm_open or device.alarm_until is None or user.is_deleted:
        raise AlarmOver
    device.alarmed_at = timezone.now()
    device.save(update_fields=["alarmed_at"])
    user.address_changes.waiting().update(canceled_at=timezone.now())
    lock_out(user, since=device.alarm_until - ALARM_OPEN)
    record(Kind.ACCOUNT_SECURED, actor=None, person=user, subject=device)
    to = {"email": mailbox_for_reset(user)}
    record(Kind.ACCOUNT_PASSWORD_RESET_ASKED, actor=None, person=user, private=to)
    return user


def lock_out(user: User, *, since: datetime) -> None:
    """No password works, no session goes on, no browser is known, and no second step that was set up since then.

    A passkey lets in by itself: one that an intruder added would outlive everything else. Older ones stay.
    """
    user.set_unusable_password()
    user.save(update_fields=["password"])
    end_all(user)
    user.devices.filter(forgotten_at=None).update(forgotten_at=timezone.now())
    _drop_factors(user, since)


def _drop_factors(user: User, since: datetime) -> None:
    """Backup codes made since go too, and all of them with the last real second step."""
    young = list(factors_of(user).filter(created_at__gte=since))
    dropped = [factor.pk for factor in young]
    Authenticator.objects.filter(pk__in=dropped).delete()
    Authenticator.objects.filter(user=user, created_at__gte=since).delete()
    is_off = not has_factor(user)
    if is_off:
        Authenticator.objects.filter(user=user).delete()
    for factor in young:
        is_key = factor.type == Authenticator.Type.WEBAUTHN
        record(
            Kind.ACCOUNT_PASSKEY_REMOVED if is_key else Kind.ACCOUNT_FACTOR_REMOVED,
            actor=None,
            person=user,
            private={"name": factor.data["name"]} if is_key else {},
            shape=factor.data.get("kind", "application"),
            off=is_off,
        )
