"""Deleting an account: asked for, stopped within the week, or carried out for good."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from klucznik.accounts.departures import departures
from klucznik.accounts.errors import AlreadyLeaving, NotLeaving, WrongPassword
from klucznik.accounts.models import Activation, User
from klucznik.core import clock, tokens
from klucznik.events.kinds import Kind
from klucznik.events.models import EventDetails
from klucznik.events.recording import record
from klucznik.mail.models import SentEmail


@transaction.atomic
def ask_for_deletion(actor: User, *, password: str) -> User:
    """Ask for one's own account to be deleted. Memberships and sessions end at once, the account after a week."""
    if not actor.check_password(password):
        raise WrongPassword
    user = User.objects.select_for_update().get(pk=actor.pk)
    if user.is_leaving:
        raise AlreadyLeaving
    user.deletion_asked_at = clock.now()
    user.deletion_due_at = clock.now() + timedelta(days=settings.DELETION_DAYS)
    user.session_nonce = tokens.new_nonce()
    user.save()
    for departure in departures():
        departure.carry_out(user, user)
    record(Kind.ACCOUNT_DELETION_ASKED, actor=user, person=user)
    return user


@transaction.atomic
def stop_deletion(actor: User) -> User:
    """Keep the account after all. Memberships do not come back by themselves."""
    user = User.objects.select_for_update().get(pk=actor.pk)
    if not user.is_leaving:
        raise NotLeaving
    user.deletion_asked_at = user.deletion_due_at = None
    user.save()
    record(Kind.ACCOUNT_DELETION_STOPPED, actor=user, person=user)
    return user


@transaction.atomic
def delete_account(actor: None, user: User) -> None:
    """Make the account nobody's: its row stays for the history, everything personal goes, the address is free again."""
    user = User.objects.select_for_update().get(pk=user.pk)
    for departure in departures():
        departure.anonymize(user)
    record(Kind.ACCOUNT_DELETED, actor=None, person=user)
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    Activation.objects.filter(user=user).delete()
    _forget_letters(user)
    _forget_details(user)
    _forget_person(user)


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


def _forget_details(user: User) -> None:
    """Events stay; whose address, program and names they carried does not."""
    own = EventDetails.objects.filter(event__actor=user)
    own.update(address="", agent="", values={})
    EventDetails.objects.filter(Q(event__person=user) & ~Q(event__actor=user)).update(values={})
