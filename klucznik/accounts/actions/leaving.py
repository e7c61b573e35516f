"""Deleting an account: asked for with open eyes, stopped within the week, or carried out for good."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from functools import partial

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from klucznik.accounts.departures import Plan, consequences, departures
from klucznik.accounts.erasing import erase_traces, find_traces
from klucznik.accounts.errors import (
    AlreadyLeaving,
    NotLeaving,
    NotUnderstood,
    PlanChanged,
    WrongPassword,
)
from klucznik.accounts.models import (
    Activation,
    AddressChange,
    Announcement,
    Device,
    FactorLoss,
    TakeOut,
    User,
)
from klucznik.accounts.storage import erase_folder
from klucznik.core import clock, tokens
from klucznik.events.erasing import forget_person
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.mail.models import SentEmail, TopicChoice


@transaction.atomic
def ask_for_deletion(
    actor: User, *, plan: Plan, understood: Collection[str] = (), password: str | None = None
) -> User:
    """Ask for one's own account to be deleted. Memberships and sessions end at once, the account after a week.

    Only a plan that the person saw is carried out. Without a password, the door asked for the second step.
    """
    if password is not None and not actor.check_password(password):
        raise WrongPassword
    for departure in departures():
        departure.hold(actor)
    user = User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    if user.is_leaving:
        raise AlreadyLeaving
    if Plan.of(consequences(user)) != plan:
        raise PlanChanged
    if plan.lost - set(understood):
        raise NotUnderstood
    user.deletion_asked_at = clock.now()
    user.deletion_due_at = clock.now() + timedelta(days=settings.DELETION_DAYS)
    user.deletion_reminded_at, user.session_nonce = None, tokens.new_nonce()
    user.save()
    for departure in departures():
        departure.carry_out(user, user)
    _hold_addresses(user)
    record(Kind.ACCOUNT_DELETION_ASKED, actor=user, person=user)
    return user


@transaction.atomic
def stop_deletion(actor: User) -> User:
    """Keep the account after all. Memberships do not come back by themselves.

    The undo of a changed address calls it, too: whoever took an account over may have asked for the deletion.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    if not user.is_leaving:
        raise NotLeaving
    user.deletion_asked_at = user.deletion_due_at = user.deletion_reminded_at = None
    user.save()
    record(Kind.ACCOUNT_DELETION_STOPPED, actor=user, person=user)
    return user


@transaction.atomic
def remind_of_deletion(actor: None, user: User) -> User:
    """A day before the end, once."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if user.is_leaving and user.deletion_reminded_at is None:
        user.deletion_reminded_at = clock.now()
        user.save(update_fields=["deletion_reminded_at"])
        record(Kind.ACCOUNT_DELETION_NEAR, actor=None, person=user)
    return user


@transaction.atomic
def delete_account(actor: None, user: User) -> None:
    """Make the account nobody's: its row stays for the history, everything personal goes, the address is free again."""
    traces = find_traces(user)
    user = User.objects.select_for_update().get(pk=user.pk)
    for departure in departures():
        departure.anonymize(user)
    record(Kind.ACCOUNT_DELETED, actor=None, person=user)
    _forget_ways_in(user)
    _forget_papers(user)
    _forget_letters(user)
    forget_person(user)
    erase_traces(traces)
    _forget_person(user)


def _forget_ways_in(user: User) -> None:
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    Activation.objects.filter(user=user).delete()
    AddressChange.objects.filter(user=user).delete()
    Device.objects.filter(user=user).delete()
    FactorLoss.objects.filter(user=user).delete()


def _forget_papers(user: User) -> None:
    """What the person agreed to stays, without a name; what was made for them goes."""
    Announcement.objects.filter(user=user).delete()
    TopicChoice.objects.filter(user=user).delete()
    for public_id in user.take_outs.values_list("public_id", flat=True):
        transaction.on_commit(partial(erase_folder, public_id))
    TakeOut.objects.filter(user=user).delete()


def _forget_person(user: User) -> None:
    user.first_name = user.last_name = ""
    user.email = f"deleted-{user.public_id}@deleted.invalid"
    user.set_unusable_password()
    user.is_active, user.deleted_at = False, clock.now()
    user.session_nonce = tokens.new_nonce()
    user.last_login = user.last_seen_at = user.address_bounced_at = None
    user.save()


def _forget_letters(user: User) -> None:
    """That a message was sent, about what and when, stays; to which address and in which words does not."""
    SentEmail.objects.filter(recipient=user).update(
        address="", subject="", text="", context={}, links={}, last_error=""
    )


def _hold_addresses(user: User) -> None:
    """A link that is still in a mailbox must not move an account that is going; but whoever held the address before
    a change of these days can take it back, and so stop the deletion, until its end."""
    waiting = AddressChange.objects.filter(user=user, confirmed_at=None, canceled_at=None)
    waiting.update(canceled_at=timezone.now())
    end = timezone.now() + timedelta(days=settings.DELETION_DAYS)
    AddressChange.objects.undoable().filter(user=user, undo_until__lt=end).update(undo_until=end)
