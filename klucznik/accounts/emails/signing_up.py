"""Messages to an address that somebody signed up with; and the link that confirms it."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from klucznik.accounts.addresses import reserved
from klucznik.accounts.emails.safety import FOLDER, paths
from klucznik.accounts.models import Activation
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.links import mail_link
from klucznik.mail.sending import Address, send


@mail_link("activation")
def activation_path(key: int) -> str:
    """The one working link of an unconfirmed account."""
    return reverse("account_activate", args=[Activation.objects.get(pk=key).secret])


@on(Kind.ACCOUNT_SIGNED_UP, Kind.ACCOUNT_ACTIVATION_SENT)
def activation(event: Event) -> None:
    """The address is confirmed by opening the link."""
    if event.person and event.person.activated_at is None and event.subject_id:
        send(
            f"{FOLDER}/activation",
            to=event.person,
            event=event,
            links={"link": ("activation", event.subject_id)},
            hours=settings.ACTIVATION_HOURS,
        )


@on(Kind.ACCOUNT_SIGNUP_REPEATED)
def address_in_use(event: Event) -> None:
    """Somebody, perhaps the owner, typed an address that has an account, or had one until a few days ago."""
    person = event.person
    if person is None or person.is_deleted:
        return
    email = event.details.values.get("email", person.email)
    to = person if email == person.email else Address(email, person.language)
    if change := reserved(email):
        send(f"{FOLDER}/address_reserved", to=to, event=event, until=change.undo_until)
    else:
        send(f"{FOLDER}/address_in_use", to=to, event=event, **paths())
