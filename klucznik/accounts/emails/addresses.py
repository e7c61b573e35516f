"""Messages about addresses: the proof to the new one, the way back to the old one, and a word to all others."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from klucznik.accounts.addresses import CONFIRM_HOURS, owner_of
from klucznik.accounts.emails.safety import (
    FOLDER,
    addresses_of,
    paths,
    provenance,
    tell_about_safety,
)
from klucznik.accounts.models import AddressChange
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.links import mail_link
from klucznik.mail.sending import Address, send


@mail_link("address")
def confirm_path(key: int) -> str:
    """Works for whoever asked for it, signed in, for a day."""
    return reverse("account_confirm_address", args=[AddressChange.objects.get(pk=key).secret])


@mail_link("address_undo")
def undo_path(key: int) -> str:
    """Works for whoever reads the old address, for a week."""
    return reverse("account_undo_address", args=[AddressChange.objects.get(pk=key).undo_secret])


@on(Kind.ACCOUNT_ADDRESS_ASKED)
def address_asked(event: Event) -> None:
    """A link to the new address; when it is somebody else's, a word to them instead, and no link."""
    change = AddressChange.objects.filter(pk=event.subject_id or 0).first()
    if event.person is None or change is None or not change.is_waiting:
        return
    owner = owner_of(change.new_email)
    if owner and owner != event.person:
        to = Address(change.new_email, owner.language)
        send(f"{FOLDER}/address_wanted", to=to, event=event, **paths())
        return
    send(
        f"{FOLDER}/address_confirm",
        to=Address(change.new_email, event.person.language),
        event=event,
        links={"link": ("address", change.pk)},
        hours=CONFIRM_HOURS,
        person=event.person.display_name,
        recovery=change.purpose == AddressChange.Purpose.RECOVERY,
    )


@on(Kind.ACCOUNT_ADDRESS_CHANGED)
def address_changed(event: Event) -> None:
    """Every address that can still take it back gets the way to do so; the others are told."""
    person = event.person
    if person is None or person.is_deleted:
        return
    told: dict[str, Any] = provenance(event) | paths() | event.details.values
    able = person.address_changes.undoable().exclude(purpose=AddressChange.Purpose.RECOVERY)
    written = set()
    for change in able:
        to, links = (
            Address(change.old_email, person.language),
            {"undo_link": ("address_undo", change.pk)},
        )
        until: dict[str, Any] = {"until": change.undo_until}
        if to.email != person.email and to.email not in written:
            send(f"{FOLDER}/address_changed", to=to, event=event, links=links, **told, **until)
            written.add(to.email)
    for reader in addresses_of(person):
        if reader.email not in written:
            send(f"{FOLDER}/address_is_new", to=reader, event=event, **told)


@on(Kind.ACCOUNT_ADDRESS_UNDONE)
def address_undone(event: Event) -> None:
    """To all that are left, and to the one that is no address of the account any more."""
    tell_about_safety("address_undone", event, **event.details.values)
    if event.person and (gone := event.details.values.get("after")):
        to = Address(gone, event.person.language)
        given = provenance(event) | paths() | event.details.values
        send(f"{FOLDER}/address_undone", to=to, event=event, **given)


@on(Kind.ACCOUNT_ADDRESS_ADDED)
def address_added(event: Event) -> None:
    tell_about_safety("address_added", event, **event.details.values)


@on(Kind.ACCOUNT_ADDRESS_REMOVED)
def address_removed(event: Event) -> None:
    """To all that are left, and to the one that was removed."""
    tell_about_safety("address_removed", event, **event.details.values)
    if event.person and (gone := event.details.values.get("email")):
        to = Address(gone, event.person.language)
        given = provenance(event) | paths() | event.details.values
        send(f"{FOLDER}/address_removed", to=to, event=event, **given)
