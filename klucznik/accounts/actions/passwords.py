"""Passwords: asking for a new one by e-mail, choosing it, changing it."""

from __future__ import annotations

from django.db import transaction

from klucznik.accounts.actions.signing_up import send_activation_again
from klucznik.accounts.addresses import owner_of
from klucznik.accounts.devices import forget_all
from klucznik.accounts.errors import WrongCurrentPassword
from klucznik.accounts.lost_factors import lengthen
from klucznik.accounts.models import User
from klucznik.accounts.sessions import end_all
from klucznik.events.kinds import Kind
from klucznik.events.recording import record


@transaction.atomic
def ask_for_new_password(actor: None, *, email: str) -> str:
    """Write to the address as it is stored, if it is somebody's; an unconfirmed account gets its activation again."""
    owner = owner_of(email)
    if owner is None:
        return send_activation_again(None, email=email)
    if owner.is_active:
        to = {"email": email}
        record(Kind.ACCOUNT_PASSWORD_RESET_ASKED, actor=None, person=owner, private=to)
    return email


@transaction.atomic
def reset_password(actor: User, *, password: str) -> User:
    """Set the password that the owner of the mailbox chose. It signs nobody in, and ends every session."""
    user = _with_new_password(actor, password)
    user.address_bounced_at = None
    user.save()
    record(Kind.ACCOUNT_PASSWORD_CHANGED, actor=user, person=user, by="reset")
    lengthen(user)
    return user


@transaction.atomic
def change_password(actor: User, *, current: str, password: str) -> User:
    """Change one's own password; it takes the current one, and ends all other sessions."""
    if not actor.check_password(current):
        raise WrongCurrentPassword
    user = _with_new_password(actor, password)
    user.save()
    record(Kind.ACCOUNT_PASSWORD_CHANGED, actor=user, person=user, by="change")
    return user


def _with_new_password(person: User, password: str) -> User:
    user = User.objects.select_for_update().get(pk=person.pk)
    user.set_password(password)
    end_all(user)
    forget_all(user)
    return user
