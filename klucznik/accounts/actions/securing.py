"""What whoever reads a person's mailbox can do at once, without signing in: shut everybody out."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from klucznik.accounts.addresses import mailbox_for_reset
from klucznik.accounts.errors import AlarmOver
from klucznik.accounts.models import Device, User
from klucznik.accounts.sessions import end_all
from klucznik.events.kinds import Kind
from klucznik.events.recording import record


@transaction.atomic
def secure_account(actor: None, device: Device) -> User:
    """A sign-in was not theirs: all sessions end, the password is void, and a message brings the way to a new one."""
    user = User.objects.select_for_update().get(pk=device.user_id)
    device = Device.objects.get(pk=device.pk)
    if not device.is_alarm_open or user.is_deleted:
        raise AlarmOver
    device.alarmed_at = timezone.now()
    device.save(update_fields=["alarmed_at"])
    user.address_changes.waiting().update(canceled_at=timezone.now())
    lock_out(user)
    record(Kind.ACCOUNT_SECURED, actor=None, person=user, subject=device)
    to = {"email": mailbox_for_reset(user)}
    record(Kind.ACCOUNT_PASSWORD_RESET_ASKED, actor=None, person=user, private=to)
    return user


def lock_out(user: User) -> None:
    """No password works, no session goes on, no browser is known; the second step stays as it is."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    end_all(user)
    user.devices.filter(forgotten_at=None).update(forgotten_at=timezone.now())
