"""Whose account an address in a letter means, whether it is in use, and which addresses are kept out of use."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import Q

from klucznik.accounts.addresses import verified_of
from klucznik.accounts.lost_factors import is_guarded
from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership
from klucznik.core import clock
from klucznik.declarations.models import Declaration, State
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.letters.models import AddressMove, Merge


def account_with(email: str) -> User | None:
    """The living, confirmed account that signs in with this address."""
    found = User.objects.living().filter(email=email.lower(), activated_at__isnull=False)
    return found.first()


def is_alone_in(user: User, company: Company) -> bool:
    """Whether the person has a place in this company and in no other."""
    places = Membership.objects.active().filter(user=user).values_list("company", flat=True)
    return list(places) == [company.pk]


def has_place(user: User, company: Company) -> bool:
    return Membership.objects.active().filter(user=user, company=company).exists()


def meant_by(case: Declaration) -> User | None:
    """The account that a letter is about, if a letter can reach it: never one of the vendor's staff."""
    found = account_with(str(case.about.get("email", "")))
    if found is None or found.pk == case.claimant_id or is_guarded(found):
        return None
    return found if has_place(found, case.company) else None


def was_used_since(user: User, moment: datetime) -> bool:
    """Whether its owner signed in, or went on with an earlier sign-in, since this moment."""
    events = Event.objects.filter(kind=Kind.ACCOUNT_SIGNED_IN, at__gte=moment)
    seen = user.last_seen_at is not None and user.last_seen_at >= moment
    return seen or events.filter(Q(actor=user) | Q(person=user)).exists()


def is_in_use(user: User, case: Declaration) -> bool:
    """Whether the account was used while the letter about it was on its way."""
    return case.submitted_at is not None and was_used_since(user, case.submitted_at)


def addresses_of(user: User) -> list[str]:
    """All that the person has proved: each of them hears of a letter about the account."""
    return [one.email for one in verified_of(user)] or [user.email]


def held_for(email: str) -> User | None:
    """Fulfills settings.HELD_ADDRESSES: whom a letter gave another address that can still be returned.

    A case whose clock stands can be undone long after the usual time: its address waits for it.
    """
    waits = Q(held_until__gt=clock.now()) | Q(declaration__state=State.GRANTED)
    moves = AddressMove.objects.filter(waits, old_email=email.lower(), returned_at=None)
    found = moves.select_related("person").first()
    return found.person if found else None


def is_moved(user: User) -> bool:
    """Fulfills settings.FACTOR_PAUSES: a letter changed the address, and that can still be undone."""
    moves = AddressMove.objects.filter(person=user, returned_at=None)
    return moves.filter(declaration__state=State.GRANTED).exists()


def is_free(email: str, *, but: User) -> bool:
    """Whether nobody else has proved the address in the meantime."""
    return not EmailAddress.objects.filter(email=email, verified=True).exclude(user=but).exists()


def of_merged(user: User) -> list[str]:
    """Fulfills settings.MERGED_ADDRESSES: of accounts that the person alone merged, until that is taken back."""
    done = Merge.objects.filter(kept=user, done_at__isnull=False, undone_at=None, declaration=None)
    living = done.filter(merged__deleted_at=None).select_related("merged")
    return [one for merge in living if merge.merged for one in addresses_of(merge.merged)]
