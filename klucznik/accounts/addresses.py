"""Whose an address is, what it may be used for, and which addresses of a person hear of what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from klucznik.accounts.models import AddressChange, User
from klucznik.core import tokens

UNDO_DAYS = 7
CONFIRM_HOURS = 24
MOST_RECOVERY = 3


def verified_of(user: User) -> list[EmailAddress]:
    """The addresses that this person has proved, the one for signing in first."""
    return list(EmailAddress.objects.filter(user=user, verified=True).order_by("-primary", "pk"))


def recovery_of(user: User) -> list[EmailAddress]:
    return [address for address in verified_of(user) if not address.primary]


def reserved(email: str) -> AddressChange | None:
    """The change that took this address out of use and can still be taken back, if there is one."""
    undoable = AddressChange.objects.undoable().exclude(purpose=AddressChange.Purpose.RECOVERY)
    return undoable.filter(old_email=email).select_related("user").first()


def owner_of(email: str) -> User | None:
    """The person who has proved this address, or who can still get it back; unconfirmed sign-ups own nothing."""
    proved = EmailAddress.objects.filter(email=email, verified=True).select_related("user").first()
    if proved:
        return proved.user
    held = User.objects.filter(email=email, activated_at__isnull=False).first()
    if held:
        return held
    change = reserved(email)
    return change.user if change else None


def held_for(email: str) -> User | None:
    """For whom a part above keeps this address out of use, because it may come back (settings.HELD_ADDRESSES).

    It belongs to nobody meanwhile: no new password is sent there.
    """
    for path in settings.HELD_ADDRESSES:
        if holder := import_string(path)(email):
            return holder
    return None


def is_young(user: User, email: str) -> bool:
    """Proved less than a week ago: until then the address alone gives nobody a new password (real time)."""
    proofs = AddressChange.objects.done().exclude(purpose=AddressChange.Purpose.SWAP)
    first = proofs.filter(user=user, new_email=email).order_by("confirmed_at").first()
    if first is None or first.confirmed_at is None:
        return False
    return timezone.now() - first.confirmed_at < timedelta(days=UNDO_DAYS)


def is_recently_changed(user: User) -> bool:
    """Whether the sign-in address was replaced so lately that the one before it can still come back."""
    return user.address_changes.undoable().exists()


def mailbox_for_reset(user: User) -> str:
    """Where a new password is chosen when nobody typed an address: the oldest proof of who this is."""
    if not is_young(user, user.email):
        return user.email
    first = user.address_changes.undoable().first()
    return first.old_email if first else user.email


def mark_of(address: EmailAddress) -> str:
    """How a person's own address is named in the address of a page: neither by itself nor by its key."""
    return tokens.derive("own address", address.user_id, address.email)[:16]


def own_address(user: User, mark: str) -> EmailAddress | None:
    """The recovery address with this mark."""
    return next((one for one in recovery_of(user) if mark_of(one) == mark), None)


@dataclass(frozen=True)
class Shown:
    """What the page of addresses says: all of them, what waits, and until when a change can be taken back."""

    sign_in: str
    recovery: list[tuple[str, str, bool]]
    waiting: AddressChange | None
    undoable: AddressChange | None


def addresses_shown(user: User) -> Shown:
    """A constant number of queries, however many addresses there are."""
    done = user.address_changes.done().exclude(purpose=AddressChange.Purpose.SWAP)
    since = timezone.now() - timedelta(days=UNDO_DAYS)
    old = set(done.filter(confirmed_at__lte=since).values_list("new_email", flat=True))
    young = set(done.filter(confirmed_at__gt=since).values_list("new_email", flat=True)) - old
    recovery = [(one.email, mark_of(one), one.email in young) for one in recovery_of(user)]
    undoable = user.address_changes.undoable().last()
    return Shown(user.email, recovery, user.address_changes.waiting().first(), undoable)
