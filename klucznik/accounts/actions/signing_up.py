"""From a stranger with an address to a person with an account."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import timezone

from klucznik.accounts.addresses import held_for, owner_of
from klucznik.accounts.errors import AlreadyActive, LinkTooOld, PasswordNeeded
from klucznik.accounts.models import Activation, Consent, User
from klucznik.core import clock, tokens
from klucznik.core.vendor import Document
from klucznik.events.kinds import Kind
from klucznik.events.recording import record


@transaction.atomic
def sign_up(
    actor: None,
    *,
    email: str,
    password: str,
    first_name: str,
    last_name: str,
    language: str,
    browser: str,
    accepted: Iterable[Document],
) -> str:
    """Begin an account. The answer is the same for an address in use: only its owner learns of it, by e-mail."""
    hashed = make_password(password)  # before looking whose row it is: both ways take as long
    if owner := owner_of(email) or held_for(email):
        record(Kind.ACCOUNT_SIGNUP_REPEATED, actor=None, person=owner, private={"email": email})
        return email
    user = _row_of(email)
    if user.activated_at:  # in this very moment
        return email
    user.first_name, user.last_name, user.language = first_name, last_name, language
    user.password, user.joined_at = hashed, clock.now()
    user.save()
    _accept(user, accepted)
    activation = _renew_activation(user, browser)
    record(Kind.ACCOUNT_SIGNED_UP, actor=user, person=user, subject=activation)
    return email


@transaction.atomic
def send_activation_again(actor: None, *, email: str) -> str:
    """Send the same link once more, valid anew. Nothing happens for an address without an unconfirmed account."""
    activation = (
        Activation.objects.select_for_update(of=("self",))
        .select_related("user")
        .filter(user__email=email, user__activated_at=None)
        .first()
    )
    if activation is None:
        return email
    activation.expires_at = timezone.now() + timedelta(hours=settings.ACTIVATION_HOURS)
    activation.save(update_fields=["expires_at"])
    record(Kind.ACCOUNT_ACTIVATION_SENT, actor=None, person=activation.user, subject=activation)
    return email


@transaction.atomic
def activate_account(
    actor: None,
    activation: Activation,
    *,
    browser: str,
    password: str = "",
    first_name: str = "",
    last_name: str = "",
    accepted: Iterable[Document] = (),
) -> User:
    """Confirm the address. In another browser than the one that signed up, all that was typed there is typed anew."""
    user = User.objects.select_for_update().get(pk=activation.user_id)
    if user.activated_at:
        raise AlreadyActive
    newest = Activation.objects.filter(user=user, nonce=activation.nonce).first()
    if newest is None or newest.is_late:
        raise LinkTooOld
    if owner_of(user.email) or held_for(user.email):
        raise AlreadyActive
    if not activation.is_of_browser(browser):
        _begin_anew(user, password, first_name, last_name, accepted)
    user.activated_at, user.address_bounced_at = clock.now(), None
    user.save()
    activation.used_at = timezone.now()
    activation.save(update_fields=["used_at"])
    _prove_address(user)
    record(Kind.ACCOUNT_ACTIVATED, actor=user, person=user)
    _note_terms(user)
    return user


def _row_of(email: str) -> User:
    """The row of this address, made if need be, locked until the end of the transaction."""
    found, made = User.objects.get_or_create(email=email)
    if made:
        EmailAddress.objects.create(user=found, email=email, verified=False, primary=True)
    return User.objects.select_for_update().get(pk=found.pk)


def _prove_address(user: User) -> None:
    """Somebody may have made it a recovery address of theirs at the same time; the constraint decides."""
    try:
        with transaction.atomic():
            EmailAddress.objects.filter(user=user).update(verified=True)
    except IntegrityError:
        raise AlreadyActive from None


def _begin_anew(
    user: User, password: str, first_name: str, last_name: str, accepted: Iterable[Document]
) -> None:
    """Whoever signed up was not at this mailbox: neither their password nor their words remain."""
    if not password:
        raise PasswordNeeded
    user.set_password(password)
    user.first_name, user.last_name, user.session_nonce = first_name, last_name, tokens.new_nonce()
    _accept(user, accepted)


def _accept(user: User, documents: Iterable[Document]) -> None:
    """What an unconfirmed account had accepted proves nothing about its owner, so it is written anew."""
    user.consents.all().delete()
    Consent.objects.bulk_create(
        Consent(user=user, document=text.kind, version=text.version, language=text.language)
        for text in documents
    )


def _note_terms(user: User) -> None:
    """Only now it is known whose word the consent was."""
    for terms in user.consents.filter(document="terms"):
        record(Kind.ACCOUNT_TERMS_ACCEPTED, actor=user, person=user, version=terms.version)


def _renew_activation(user: User, browser: str) -> Activation:
    nonce = tokens.new_nonce()
    activation, _made = Activation.objects.update_or_create(
        user=user,
        defaults={
            "nonce": nonce,
            "secret_hash": tokens.hashed(tokens.derive("activation", nonce)),
            "browser_hash": tokens.hashed(browser),
            "expires_at": timezone.now() + timedelta(hours=settings.ACTIVATION_HOURS),
            "used_at": None,
        },
    )
    return activation
