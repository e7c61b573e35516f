"""Another sign-in address by a letter, and its way back: the password is void, everybody is out, the factors stay."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from klucznik.accounts import lost_factors
from klucznik.accounts.actions.securing import lock_out
from klucznik.accounts.addresses import owner_of
from klucznik.accounts.devices import forget_all
from klucznik.accounts.errors import AddressTaken
from klucznik.accounts.models import User
from klucznik.accounts.sessions import end_all
from klucznik.events.kinds import Kind
from klucznik.events.recording import record

BY_LETTER = "letter"


@transaction.atomic
def readdress(actor: None, user: User, *, email: str) -> User:
    """Sign in with this address from now on; the one before opens nothing. The second step is still asked for."""
    user = User.objects.select_for_update().get(pk=user.pk)
    before = user.email
    _put(user, email)
    user.set_unusable_password()
    user.save(update_fields=["email", "address_bounced_at", "password"])
    end_all(user)
    forget_all(user)
    _tell(user, before=before)
    return user


@transaction.atomic
def give_address_back(actor: None, user: User, *, email: str, since: datetime) -> User:
    """Undo it: the address before signs in again, and no second step counts that was set up since."""
    user = User.objects.select_for_update().get(pk=user.pk)
    before = user.email
    _put(user, email)
    user.save(update_fields=["email", "address_bounced_at"])
    lock_out(user, since=since - settings.FACTOR_MATURITY)
    _tell(user, before=before, back=True)
    return user


def _put(user: User, email: str) -> None:
    owner = owner_of(email)
    if owner and owner.pk != user.pk:
        raise AddressTaken
    EmailAddress.objects.filter(user=user, primary=True).delete()
    EmailAddress.objects.update_or_create(
        user=user, email=email, defaults={"verified": True, "primary": True}
    )
    user.email, user.address_bounced_at = email, None
    now = timezone.now()
    user.address_changes.filter(confirmed_at=None, canceled_at=None).update(canceled_at=now)
    # What was changed before cannot be taken back over the head of the letter.
    user.address_changes.undoable().update(undo_until=now)
    if loss := lost_factors.open_loss(user):
        lost_factors.stop(loss, how=BY_LETTER, actor=None)


def _tell(user: User, *, before: str, back: bool = False) -> None:
    told = {"before": before, "after": user.email}
    record(Kind.ACCOUNT_READDRESSED, actor=None, person=user, private=told, back=back)
    to = {"email": user.email}
    record(Kind.ACCOUNT_PASSWORD_RESET_ASKED, actor=None, person=user, private=to)
