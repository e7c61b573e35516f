"""Messages about the deletion of an account."""

from __future__ import annotations

from klucznik.accounts.emails.safety import FOLDER, provenance, tell_about_safety
from klucznik.accounts.models import AddressChange, User
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.sending import Address, send


@on(Kind.ACCOUNT_DELETION_ASKED)
def deletion_asked(event: Event) -> None:
    """The last way back, and what to do when it was somebody else."""
    person = event.person
    if person is None or not person.is_leaving:
        return
    tell_about_safety("deletion_asked", event, due=person.deletion_due_at)
    for change in person.address_changes.undoable():
        _tell_former_address(person, change, event)


@on(Kind.ACCOUNT_DELETION_NEAR)
def deletion_near(event: Event) -> None:
    """A day before the end; nothing when it was stopped meanwhile."""
    if event.person and event.person.is_leaving:
        tell_about_safety("deletion_near", event, due=event.person.deletion_due_at)


@on(Kind.ACCOUNT_DELETION_STOPPED)
def deletion_stopped(event: Event) -> None:
    tell_about_safety("deletion_stopped", event)


def _tell_former_address(person: User, change: AddressChange, event: Event) -> None:
    """Whoever held the address before can stop the deletion with the link that takes the address back."""
    if change.purpose == AddressChange.Purpose.RECOVERY or change.old_email == person.email:
        return
    send(
        f"{FOLDER}/deletion_of_former",
        to=Address(change.old_email, person.language),
        event=event,
        links={"undo_link": ("address_undo", change.pk)},
        due=person.deletion_due_at,
        **provenance(event),
    )


def say_goodbye(person: User) -> None:
    """The last message: kept without a recipient, since a moment later there is none."""
    send(f"{FOLDER}/deletion_done", to=Address(person.email, person.language))
