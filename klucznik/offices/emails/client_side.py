"""Who is written to when a client answers an office, and when it gives or takes a power."""

from __future__ import annotations

from klucznik.core.text import clean_line
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.sending import send
from klucznik.offices.emails.telling import (
    about,
    client_path,
    of_client,
    of_office,
    office_path,
    share_of,
)
from klucznik.offices.life import State
from klucznik.recovery.recipients import administrators_to_ask


@on(Kind.SHARE_ASKED)
def client_asked(event: Event) -> None:
    """To those who administer the company: who came, from which office, and that nobody got anything."""
    share = share_of(event)
    if event.company is None or not event.facts.get("at_client") or share.state != State.ASKED:
        return
    for keeper in administrators_to_ask(event.company).select_related("user").order_by("pk"):
        send(
            "offices/emails/client_asked",
            to=keeper.user,
            event=event,
            **about(share),
            company_name=clean_line(event.company.name),
            person=event.actor.display_name if event.actor else "",
            email=share.email,
            office_path=client_path(event.company),
        )


@on(Kind.SHARE_ACCEPTED)
def client_joined(event: Event) -> None:
    """To whoever accepted and everybody else who decides in the company: what the office may do, and the way out."""
    share, actor = share_of(event), event.actor
    if event.company is None or not event.facts.get("at_client") or actor is None:
        return
    told = {person.pk: person for person in [actor, *of_client(event.company)]}
    for person in told.values():
        send(
            "offices/emails/client_joined",
            to=person,
            event=event,
            **about(share),
            company_name=clean_line(event.company.name),
            actor=actor.display_name,
            is_own=person == actor,
            powers=event.facts["powers"],
            office_path=client_path(event.company),
        )


@on(Kind.SHARE_ACCEPTED, Kind.SHARE_REFUSED)
def asker_answered(event: Event) -> None:
    """To the person with whose invitation the administrators were asked."""
    share = share_of(event)
    asker = share.asked_by
    if not event.facts.get("at_client") or asker is None or asker == event.actor:
        return
    send(
        "offices/emails/asker_answered",
        to=asker,
        event=event,
        **about(share),
        company_name=clean_line(event.company.name) if event.company else "",
        is_accepted=event.kind == Kind.SHARE_ACCEPTED,
    )


@on(Kind.POWER_ENDED, Kind.POWER_GIVEN)
def power_changed(event: Event) -> None:
    """To the office: what it may do now, or no longer."""
    if event.facts.get("at_client"):
        return
    share = share_of(event)
    for person in of_office(share):
        send(
            "offices/emails/power_changed",
            to=person,
            event=event,
            **about(share),
            power=event.facts["power"],
            is_given=event.kind == Kind.POWER_GIVEN,
            client_path=office_path(share),
        )


@on(Kind.SHARE_CORRECTION_ASKED)
def correction_asked(event: Event) -> None:
    """To the office: both addresses, and where it corrects the invitation by itself."""
    share, addresses = share_of(event), event.details.values
    if share.state not in (State.INVITED, State.ASKED):
        return
    for person in of_office(share):
        send(
            "offices/emails/correction_asked",
            to=person,
            event=event,
            **about(share),
            person=event.actor.display_name if event.actor else "",
            account=addresses.get("account", ""),
            invited=addresses.get("email", ""),
            client_path=office_path(share),
        )
