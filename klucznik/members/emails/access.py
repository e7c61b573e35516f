"""Who is written to about access to products."""

from __future__ import annotations

from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.sending import send
from klucznik.members.emails.telling import told


@on(Kind.ACCESS_GRANTED)
def access_granted(event: Event) -> None:
    """To the person who may open something new; nobody writes to themselves."""
    person = event.person
    if person is None or person.pk == event.actor_id:
        return
    send(
        "members/emails/access_granted",
        to=person,
        event=event,
        **told(event),
        product=event.facts["product"],
    )
