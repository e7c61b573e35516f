"""Who is written to when an office loses what nobody at the client had the right to give it."""

from __future__ import annotations

from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.sending import send
from klucznik.offices.emails.telling import about, of_office, office_path, share_of


@on(Kind.POWERS_LAPSED)
def powers_lapsed(event: Event) -> None:
    """To the office; the client's people read it in their history, and of their own rights in their own messages."""
    if event.facts.get("at_client"):
        return
    share = share_of(event)
    for person in of_office(share):
        send(
            "offices/emails/powers_lapsed",
            to=person,
            event=event,
            **about(share),
            client_path=office_path(share),
        )
