"""A person's second steps: accepting a code or a key, adding, renaming and removing them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.db import transaction
from django.utils import timezone

from klucznik.accounts import lost_factors, passkeys
from klucznik.accounts.backup_codes import codes_left, new_codes, take_code
from klucznik.accounts.codes import normalized, step_now, step_of, take_application_code
from klucznik.accounts.errors import (
    ApplicationThere,
    BackupCodeTooWeak,
    ConfirmedWithYoung,
    FactorNeeded,
    KeyKnown,
    KeyLooksCopied,
    KeyRefused,
    TooManyKeys,
    WrongCode,
    WrongFirstCode,
)
from klucznik.accounts.factors import factors_of, has_factor, is_factor_mature, is_mature
from klucznik.accounts.models import User
from klucznik.accounts.purposes import Purpose
from klucznik.accounts.sessions import end_all
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.limits.counting import forgive

MOST_KEYS = 20
INSTEAD = "sign in"  # what a passkey is asked for when it stands for address and password
TOTP, KEY = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN


@dataclass(frozen=True)
class Added:
    """A new second step; with the first one come backup codes, told this once."""

    factor: Authenticator
    codes: list[str] | None


@transaction.atomic
def accept_code(actor: User, *, code: str, purpose: Purpose = Purpose.EVERYDAY) -> Authenticator:
    """A code of the application or, where that is enough, a backup code; each is used up by it."""
    typed = normalized(code)
    factor = take_application_code(actor, typed)
    if factor is None and purpose.needs_strength and len(typed) > 6:
        raise BackupCodeTooWeak
    factor = factor or take_code(actor, typed)
    if factor is None:
        raise WrongCode
    if factor.type == Authenticator.Type.RECOVERY_CODES:
        record(Kind.ACCOUNT_CODE_USED, actor=actor, person=actor, left=codes_left(actor))
    return _used(actor, factor, purpose)


def accept_key(
    actor: User, *, credential: str, kept: Any, purpose: Purpose = Purpose.EVERYDAY, asked: str = ""
) -> Authenticator:
    """A signature of one of the person's keys; a key whose counter went back is refused and told about."""
    with transaction.atomic():
        keys = list(Authenticator.objects.select_for_update().filter(user=actor, type=KEY))
        answer = passkeys.read_answer(actor, keys, kept, credential, asked or purpose)
        key = next(key for key in keys if passkeys.is_key(key, answer.credential_id))
        if key.data["kind"] == passkeys.PASSKEY and not answer.is_verified:
            raise KeyRefused
        is_copied = passkeys.looks_copied(key, answer.counter)
        if is_copied:
            _record(Kind.ACCOUNT_PASSKEY_REFUSED, actor, key)
        else:
            key.data["counter"] = answer.counter
            _used(actor, key, purpose)
    if is_copied:
        raise KeyLooksCopied
    return key


def accept_passkey(actor: None, *, credential: str, kept: Any) -> Authenticator:
    """A passkey instead of address and password: the device has checked who holds it, so it counts as both steps."""
    owner = passkeys.claimed_owner(credential)
    user = User.objects.filter(public_id=owner, is_active=True, deleted_at=None).first()
    if user is None:
        raise KeyRefused
    key = accept_key(user, credential=credential, kept=kept, asked=INSTEAD)
    if key.data["kind"] != passkeys.PASSKEY:
        raise KeyRefused
    key.user = user
    return key


@transaction.atomic
def add_application(actor: User, *, secret: str, code: str) -> Added:
    """An application that shows it holds the key; its first code cannot be used again."""
    user = _locked(actor)
    step = step_of(secret, normalized(code))
    if step is None:
        raise WrongFirstCode
    if Authenticator.objects.filter(user=user, type=TOTP).exists():
        raise ApplicationThere
    data = {"secret": encrypt(secret), "last_step": max(step, step_now())}
    return _added(user, Authenticator(user=user, type=TOTP, data=data), Kind.ACCOUNT_FACTOR_ADDED)


@transaction.atomic
def add_key(actor: User, *, kind: str, name: str, credential: str, kept: Any) -> Added:
    """A passkey, which can replace the password too, or a security key, which is a second step only."""
    user = _locked(actor)
    data = passkeys.read_new_key(user, kind, kept, credential)
    keys = Authenticator.objects.filter(type=KEY)
    if keys.filter(data__credential_id=data["credential_id"]).exists():
        raise KeyKnown
    if keys.filter(user=user).count() >= MOST_KEYS:
        raise TooManyKeys
    key = Authenticator(user=user, type=KEY, data=data | {"name": name})
    return _added(user, key, Kind.ACCOUNT_PASSKEY_ADDED)


@transaction.atomic
def rename_key(actor: User, key: Authenticator, *, name: str) -> Authenticator:
    """Call a key something else; a name is a reminder, so no event."""
    found = Authenticator.objects.select_for_update().filter(pk=key.pk, user=actor).first()
    if found is None:
        raise FactorNeeded
    found.data["name"] = name
    found.save(update_fields=["data"])
    return found


@transaction.atomic
def remove_factor(actor: User, factor: Authenticator) -> User:
    """Take one away. With the last one the backup codes go too, and two-step verification is off."""
    user = _locked(actor)
    found = factors_of(user).filter(pk=factor.pk).first()
    if found is None:
        raise FactorNeeded
    found.delete()
    is_off = not has_factor(user)
    if is_off:
        Authenticator.objects.filter(user=user).delete()
    kind = Kind.ACCOUNT_PASSKEY_REMOVED if found.type == KEY else Kind.ACCOUNT_FACTOR_REMOVED
    _record(kind, user, found, off=is_off)
    end_all(user)
    return user


@transaction.atomic
def make_codes(actor: User) -> list[str]:
    """New backup codes; the earlier ones stop working at once."""
    user = _locked(actor)
    if not has_factor(user):
        raise FactorNeeded
    codes = new_codes(user)
    record(Kind.ACCOUNT_CODES_MADE, actor=user, person=user)
    return codes


def _locked(actor: User) -> User:
    return User.objects.select_for_update().get(pk=actor.pk)


def _added(user: User, factor: Authenticator, kind: Kind) -> Added:
    """Whoever came in under the earlier rules comes in again; without codes so far, there are some now."""
    is_first = not has_factor(user)
    factor.last_used_at = timezone.now()
    factor.save()
    codes = new_codes(user) if codes_left(user) is None else None
    _record(kind, user, factor, first=is_first)
    end_all(user)
    return Added(factor, codes)


def _used(user: User, factor: Authenticator, purpose: Purpose) -> Authenticator:
    """A second step in use is not a lost one."""
    if purpose.needs_strength and not is_mature(factor) and is_factor_mature(user):
        raise ConfirmedWithYoung
    factor.last_used_at = timezone.now()
    factor.save(update_fields=["data", "last_used_at"])
    forgive("factor.account", user.pk)
    if loss := lost_factors.open_loss(user):
        lost_factors.stop(loss, how=lost_factors.BY_USE, actor=user)
    return factor


def _record(kind: Kind, user: User, factor: Authenticator, **facts: Any) -> None:
    """With the kind of the thing; the name that its owner gave it is personal."""
    name = {"name": factor.data["name"]} if factor.type == KEY else {}
    shape = factor.data.get("kind", "application")
    record(kind, actor=user, person=user, private=name, shape=shape, **facts)
