"""Messages about the deletion of an account."""

from __future__ import annotations

from klucznik.accounts.emails.safety import FOLDER, tell_about_safety
from klucznik.accounts.models import User
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.sending import Address, send


@on(Kind.ACCOUNT_DELETION_ASKED)
def deletion_asked(event: Event) -> None:
    """The last way back, and what to do when it was somebody else."""
    if event.person and event.person.is_leaving:
        tell_about_safety("deletion_asked", event, due=event.person.deletion_due_at)


@on(Kind.ACCOUNT_DELETION_STOPPED)
def deletion_stopped(event: Event) -> None:
    tell_about_safety("deletion_stopped", event)


def say_goodbye(person: User) -> None:
    """The last message: kept without a recipient, since a moment later there is none."""
    send(f"{FOLDER}/deletion_done", to=Address(person.email, person.language))
