"""Sharing an application with a client: offering it, sending the invitation again, correcting its address."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from klucznik.accounts.models import User
from klucznik.core import clock
from klucznik.core.text import LINK
from klucznik.events.kinds import Kind
from klucznik.licensing.models import License
from klucznik.licensing.numbers import new_number, number_key
from klucznik.offices.actions.clients import require_manager
from klucznik.offices.actions.ending import record_both
from klucznik.offices.actions.locking import lock_client, lock_share
from klucznik.offices.errors.clients import ClientNameIsLink
from klucznik.offices.errors.sharing import (
    AddressOfTheOffice,
    LicenseDoesNotShare,
    SameAddressAgain,
    SharesUsedUp,
    StartOutOfRange,
)
from klucznik.offices.invitations import renew
from klucznik.offices.life import Act
from klucznik.offices.limits import shares_of
from klucznik.offices.models import Client, Share
from klucznik.offices.sharing import application_of, can_begin, is_of_office, licenses_for
from klucznik.offices.situations import refusal_of


@transaction.atomic
def share_application(
    actor: User,
    client: Client,
    *,
    license: License,
    name: str,
    street: str = "",
    postcode: str = "",
    city: str = "",
    email: str,
    starts_on: date | None = None,
    language: str = "pl",
) -> Share:
    """Offer a registered client a place of the office's license. Count the message first."""
    if any(LINK.search(line) for line in (name, street, postcode, city)):
        raise ClientNameIsLink
    client, email = lock_client(client), email.lower()
    require_manager(actor, client.office)
    license = _with_a_place(client, license)
    _not_to_the_office(client, email)
    day = starts_on or clock.today()
    if not can_begin(day):
        raise StartOutOfRange
    number = new_number()
    share = Share(client=client, license=license, product=application_of(license), email=email)
    share.number, share.number_key = number, number_key(number)
    share.name, share.street, share.postcode, share.city = name, street, postcode, city
    share.language, share.starts_on, share.offered_by = language, day, actor
    renew(share).save()
    record_both(Kind.SHARE_OFFERED, actor, share, private={"email": email})
    return share


@transaction.atomic
def send_again(actor: User, share: Share) -> Share:
    """Send a new link with 30 new days, also after the old ones; the old link stops working. Count it first."""
    share = lock_share(share, Act.SEND_AGAIN)
    require_manager(actor, share.office)
    renew(share).save()
    record_both(Kind.SHARE_SENT_AGAIN, actor, share, private={"email": share.email})
    return share


@transaction.atomic
def correct_address(actor: User, share: Share, *, email: str) -> Share:
    """Invite another address in place of a wrong one: the old link dies, and so does what was asked with it."""
    share = lock_share(share, Act.CORRECT)
    require_manager(actor, share.office)
    before, email = share.email, email.lower()
    if email == before.lower():
        raise SameAddressAgain
    _not_to_the_office(share.client, email)
    record_both(Kind.SHARE_CORRECTED, actor, share, private={"email": email, "old": before})
    share.email, share.company, share.asked_at, share.asked_by = email, None, None, None
    renew(share).save()
    return share


def _with_a_place(client: Client, license: License) -> License:
    """The office's license with room for one more; nobody else comes in between, the office is locked."""
    refusal = refusal_of(client)
    if refusal is not None and not isinstance(refusal, SharesUsedUp):
        raise refusal
    found = next((one for one in licenses_for(client) if one.pk == license.pk), None)
    if found is None:
        raise LicenseDoesNotShare
    if (places := shares_of(found)).is_full:
        raise SharesUsedUp(most=places.most)
    return found


def _not_to_the_office(client: Client, email: str) -> None:
    if is_of_office(client, email):
        raise AddressOfTheOffice
