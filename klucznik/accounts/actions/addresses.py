"""E-mail addresses of a person: proved before they count, told to those that were there before, undone for a week."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from klucznik.accounts.actions.leaving import stop_deletion
from klucznik.accounts.actions.securing import lock_out
from klucznik.accounts.addresses import (
    CONFIRM_HOURS,
    MOST_RECOVERY,
    UNDO_DAYS,
    held_for,
    is_recently_changed,
    owner_of,
    recovery_of,
)
from klucznik.accounts.errors import (
    AddressGone,
    AddressIsYours,
    AddressOnItsWay,
    AddressStays,
    AddressTaken,
    LinkTooOld,
    NothingToUndo,
    TooManyAddresses,
)
from klucznik.accounts.models import Activation, AddressChange, User
from klucznik.accounts.sessions import end_all
from klucznik.core import tokens
from klucznik.events.kinds import Kind
from klucznik.events.recording import record

Purpose = AddressChange.Purpose
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@transaction.atomic
def ask_for_address(actor: User, *, email: str, purpose: str) -> AddressChange:
    """Begin to use a new address. The answer is the same for somebody else's: only its owner learns of it."""
    user = _locked(actor)
    own = EmailAddress.objects.filter(user=user, verified=True)
    if email == user.email or own.filter(email=email).exists():
        raise AddressIsYours
    if user.address_changes.waiting().exists():
        raise AddressOnItsWay
    if purpose == Purpose.RECOVERY and len(recovery_of(user)) >= MOST_RECOVERY:
        raise TooManyAddresses
    _cancel_waiting(user)  # one whose time is over
    change = _new_change(user, email, purpose)
    change.expires_at += timedelta(hours=CONFIRM_HOURS)
    change.save()
    told = {"email": email}
    record(Kind.ACCOUNT_ADDRESS_ASKED, actor=user, person=user, subject=change, private=told)
    return change


@transaction.atomic
def cancel_address(actor: User) -> None:
    """Give up the address that waits for its confirmation; its link stops working."""
    user = _locked(actor)
    for change in user.address_changes.waiting():
        told = {"email": change.new_email}
        record(Kind.ACCOUNT_ADDRESS_CANCELED, actor=user, person=user, subject=change, private=told)
    _cancel_waiting(user)


@transaction.atomic
def confirm_address(actor: User, change: AddressChange) -> User:
    """The link at the new address was opened by whoever asked for it. A sign-in address ends all other sessions."""
    user = _locked(actor)
    change = user.address_changes.select_for_update().get(pk=change.pk)
    if not change.is_waiting:
        raise LinkTooOld
    _make_room(change.new_email, user)
    change.old_email, change.confirmed_at = user.email, timezone.now()
    if change.purpose == Purpose.RECOVERY:
        _prove(user, change.new_email)
        change.save()
        told = {"email": change.new_email}
        record(Kind.ACCOUNT_ADDRESS_ADDED, actor=user, person=user, subject=change, private=told)
        return user
    EmailAddress.objects.filter(user=user, email=user.email).delete()
    return _sign_in_with(user, change)


@transaction.atomic
def make_primary(actor: User, address: EmailAddress) -> User:
    """Sign in with one's recovery address from now on; the one before becomes a recovery address."""
    user = _locked(actor)
    if not EmailAddress.objects.filter(pk=address.pk, user=user, verified=True).exists():
        raise AddressGone
    if address.email == user.email:
        raise AddressIsYours
    change = _new_change(user, address.email, Purpose.SWAP)
    change.confirmed_at = timezone.now()
    return _sign_in_with(user, change)


@transaction.atomic
def remove_address(actor: User, address: EmailAddress) -> None:
    """Remove a recovery address; not while the sign-in address is so new that its change can be taken back."""
    user = _locked(actor)
    if is_recently_changed(user):
        raise AddressStays
    gone, _kinds = EmailAddress.objects.filter(pk=address.pk, user=user, primary=False).delete()
    if not gone:
        raise AddressGone
    told = {"email": address.email}
    record(Kind.ACCOUNT_ADDRESS_REMOVED, actor=user, person=user, private=told)


@transaction.atomic
def undo_address(actor: None, change: AddressChange) -> User:
    """Whoever reads the address before takes it back: it beats all that was changed since, and everybody is out."""
    user = User.objects.select_for_update().get(pk=change.user_id)
    change = AddressChange.objects.select_for_update().get(pk=change.pk)
    if not change.is_undoable or change.confirmed_at is None or user.is_deleted:
        raise NothingToUndo
    taken_back, user_email = change.old_email, user.email
    _make_room(taken_back, user)
    _forget_since(user, change)
    _prove(user, taken_back, primary=True)
    user.email, user.address_bounced_at = taken_back, None
    user.save(update_fields=["email", "address_bounced_at"])
    _cancel_waiting(user)
    # Whoever changed the address may have set up a second step just before: none of them was trusted yet.
    lock_out(user, since=change.confirmed_at - settings.FACTOR_MATURITY)
    told = {"before": taken_back, "after": user_email}
    record(Kind.ACCOUNT_ADDRESS_UNDONE, actor=None, person=user, subject=change, private=told)
    if user.is_leaving:
        stop_deletion(user)
    to = {"email": taken_back}
    record(Kind.ACCOUNT_PASSWORD_RESET_ASKED, actor=None, person=user, private=to)
    return user


def _locked(actor: User) -> User:
    return User.objects.select_for_update().get(pk=actor.pk)


def _new_change(user: User, email: str, purpose: str) -> AddressChange:
    change = AddressChange(user=user, purpose=purpose, old_email=user.email, new_email=email)
    change.expires_at = timezone.now()
    change.undo_hash = tokens.hashed(change.undo_secret)
    # An address that is proved already needs no link; nobody holds what this hash is of.
    worth = secrets.token_urlsafe() if purpose == Purpose.SWAP else change.secret
    change.secret_hash = tokens.hashed(worth)
    return change


def _cancel_waiting(user: User) -> None:
    open_ones = user.address_changes.filter(confirmed_at=None, canceled_at=None)
    open_ones.update(canceled_at=timezone.now())


def _make_room(email: str, user: User) -> None:
    """An address of somebody else stays theirs; a sign-up that nobody confirmed gives way."""
    owner = owner_of(email) or held_for(email)
    if owner and owner.pk != user.pk:
        raise AddressTaken
    for stale in User.objects.select_for_update().filter(email=email, activated_at=None):
        EmailAddress.objects.filter(user=stale).delete()
        # The link dies now, and the hourly task removes what is left.
        unknown = tokens.hashed(secrets.token_urlsafe())
        Activation.objects.filter(user=stale).update(secret_hash=unknown, expires_at=LONG_AGO)
        stale.email = f"unconfirmed-{stale.public_id}@deleted.invalid"
        stale.save(update_fields=["email"])


def _prove(user: User, email: str, *, primary: bool = False) -> None:
    """Two people at once with one address: the constraint lets one of them have it."""
    if primary:
        EmailAddress.objects.filter(user=user, primary=True).update(primary=False)
    try:
        with transaction.atomic():
            EmailAddress.objects.update_or_create(
                user=user, email=email, defaults={"verified": True, "primary": primary}
            )
    except IntegrityError:
        raise AddressTaken from None


def _sign_in_with(user: User, change: AddressChange) -> User:
    """From this moment the new address signs in, the old one can take it back, and all sessions are over."""
    _prove(user, change.new_email, primary=True)
    user.email, user.address_bounced_at = change.new_email, None
    user.save(update_fields=["email", "address_bounced_at"])
    change.undo_until = timezone.now() + timedelta(days=UNDO_DAYS)
    change.save()
    end_all(user)
    told = {"before": change.old_email, "after": change.new_email}
    record(Kind.ACCOUNT_ADDRESS_CHANGED, actor=user, person=user, subject=change, private=told)
    return user


def _forget_since(user: User, change: AddressChange) -> None:
    """This change and all after it are undone; what was proved by them is no address of the account any more."""
    later = user.address_changes.done().filter(confirmed_at__gte=change.confirmed_at)
    proved = later.exclude(purpose=Purpose.SWAP).values_list("new_email", flat=True)
    EmailAddress.objects.filter(user=user, email__in=list(proved)).delete()
    later.update(undone_at=timezone.now())
