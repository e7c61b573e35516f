"""Who is written to when an application was activated, or a trial began."""

from __future__ import annotations

from datetime import date

from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.licensing.emails.telling import license_of, tell_administrators


@on(Kind.LICENSE_TERMS_ACCEPTED)
def app_activated(event: Event) -> None:
    """To the administrators: the number of the license, and who accepted which terms."""
    tell_administrators(
        "licensing/emails/app_activated",
        event,
        license_of(event),
        version_day=date.fromisoformat(event.facts["version"]),
        at=event.at,
    )


@on(Kind.LICENSE_TRIAL_STARTED)
def trial_started(event: Event) -> None:
    """To the administrators: until when, and what comes then."""
    tell_administrators("licensing/emails/trial_started", event, license_of(event))
