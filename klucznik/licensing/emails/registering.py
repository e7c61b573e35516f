"""Who is written to when a license comes, is registered, waits, or is declined."""

from __future__ import annotations

from klucznik.catalog.rules import Way
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.licensing.emails.telling import license_of, tell_administrators, tell_company
from klucznik.licensing.models import Registration


@on(Kind.LICENSE_ISSUED)
def license_issued(event: Event) -> None:
    """To the administrators; where there is none, to the company itself, with the way to an account."""
    tell_company("licensing/emails/license_issued", event, license_of(event))


@on(Kind.LICENSE_REGISTRATION_SENT)
def registration_sent(event: Event) -> None:
    """To the administrators: it waits, and everything works meanwhile."""
    tell_administrators("licensing/emails/registration_sent", event, license_of(event))


@on(Kind.LICENSE_REGISTERED)
def registration_accepted(event: Event) -> None:
    """To the administrators; about an app another message tells, with the number."""
    if event.facts.get("way") != Way.TERMS or event.facts.get("waited"):
        waited = bool(event.facts.get("waited"))
        message = "licensing/emails/registration_accepted"
        tell_administrators(message, event, license_of(event), waited=waited)


@on(Kind.LICENSE_REGISTRATION_DECLINED)
def registration_declined(event: Event) -> None:
    """To the administrators, with the reason and what to do now."""
    found = Registration.objects.filter(pk=event.facts["registration"]).first()
    tell_administrators(
        "licensing/emails/registration_declined",
        event,
        license_of(event),
        reason=found.reason if found else "",
    )


@on(Kind.LICENSE_CODE_SENT)
def code_sent(event: Event) -> None:
    """To the administrators, or to the company where there is none: programs can be registered by it."""
    license = license_of(event)
    if license.code_nonce:
        changed = bool(event.facts.get("changed"))
        tell_company("licensing/emails/activation_code", event, license, changed=changed)
