"""Who is written to when a program may act for somebody."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from klucznik.accounts.emails.safety import addresses_of, paths, provenance
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.sending import send


@on(Kind.PROGRAM_ALLOWED)
def program_allowed(event: Event) -> None:
    """To the person at every address they proved: a program is a way in that stays."""
    for reader in addresses_of(event.person):
        send(
            "programs/emails/program_allowed",
            to=reader,
            event=event,
            program=event.details.values.get("program", ""),
            device_name=event.details.values.get("device", ""),
            programs_link=settings.PUBLIC_URL + reverse("programs:programs"),
            **provenance(event),
            **paths(),
        )
