"""Where a person is signed in, and which browsers know them: looked at and ended."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from klucznik.accounts.devices import in_words
from klucznik.accounts.models import Device, Session, User
from klucznik.accounts.sessions import end_all
from klucznik.events.kinds import Kind
from klucznik.events.recording import record


@transaction.atomic
def end_session(actor: User, session: Session) -> bool:
    """End one's own session somewhere else, at once; whether there still was one."""
    gone, _kinds = Session.objects.filter(pk=session.pk, user=actor).delete()
    if gone:
        told = {"device": in_words(session.agent)}
        record(Kind.ACCOUNT_SESSION_ENDED, actor=actor, person=actor, private=told)
    return bool(gone)


@transaction.atomic
def sign_out_elsewhere(actor: User) -> User:
    """End every session; the caller keeps its own."""
    user = User.objects.select_for_update().get(pk=actor.pk)
    end_all(user)
    record(Kind.ACCOUNT_SIGNED_OUT_ELSEWHERE, actor=user, person=user)
    return user


@transaction.atomic
def forget_device(actor: User, device: Device, *, staying: str) -> None:
    """The browser is a stranger from now on and its sessions end, but for the one that asks."""
    found = Device.objects.select_for_update().get(pk=device.pk)
    if found.forgotten_at:
        return
    found.forgotten_at = timezone.now()
    found.save(update_fields=["forgotten_at"])
    Session.objects.filter(user=actor, device=found).exclude(session_key=staying).delete()
    told = {"device": in_words(found.agent)}
    record(Kind.ACCOUNT_DEVICE_FORGOTTEN, actor=actor, person=actor, private=told)
