"""Who is written to when a sharing ends, and while the client may still read."""

from __future__ import annotations

from typing import Any

from klucznik.core.text import clean_line
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.licensing.recipients import administrators
from klucznik.mail.sending import Address, send
from klucznik.offices.emails.telling import (
    about,
    client_path,
    of_client,
    of_office,
    office_path,
    share_of,
)
from klucznik.offices.license_ends import last_day
from klucznik.offices.models import Share, Side
from klucznik.offices.sharing import goes_on


@on(Kind.SHARE_ENDED)
def share_ended(event: Event) -> None:
    """To both sides; what ended with the office's license is told by itself (office_gone)."""
    share = share_of(event)
    if event.facts.get("at_client"):
        tell_client(event, share)
        return
    if not share.accepted_at:
        tell_invited(event, share)
    if event.facts["side"] != Side.LICENSE and (share.accepted_at or not is_own(event)):
        tell_office_people(event, share)


def tell_client(event: Event, share: Share) -> None:
    """The people of the client: until when they read; or that there is nothing left to answer."""
    assert event.company is not None
    if share.accepted_at and event.facts["side"] == Side.LICENSE:
        return
    ended = "share_ended_client" if share.accepted_at else "share_question_taken_back"
    for person in of_client(event.company):
        send(
            f"offices/emails/{ended}",
            to=person,
            event=event,
            **about(share),
            company_name=clean_line(event.company.name),
            side=event.facts["side"],
            reason=clean_line(event.facts.get("reason", "")),
            reading_until=share.reading_until,
            office_path=client_path(event.company),
        )


def tell_invited(event: Event, share: Share) -> None:
    """The address whose invitation is over."""
    if share.email:
        send(
            "offices/emails/share_taken_back",
            to=Address(share.email, share.language),
            event=event,
            **about(share) | {"client": clean_line(share.name)},
        )


def tell_office_people(event: Event, share: Share) -> None:
    """The office: who ended it, that the place is free, what the client may still do."""
    for person in of_office(share):
        send(
            "offices/emails/share_ended",
            to=person,
            event=event,
            **about(share),
            side=event.facts["side"],
            reason=clean_line(event.facts.get("reason", "")),
            actor=event.actor.display_name if event.actor and is_own(event) else "",
            reading_until=share.reading_until,
            client_path=office_path(share),
        )


def is_own(event: Event) -> bool:
    """Whether somebody of the office itself did it: of the client's people it learns no names here."""
    return bool(event.facts["side"] == Side.OFFICE)


@on(Kind.OFFICE_GONE)
def office_gone(event: Event) -> None:
    """To the client's people, with the way on; to the office, once for the whole license."""
    assert event.company is not None
    if not event.facts.get("at_client"):
        for person in administrators(event.company):
            send(
                "offices/emails/office_license_ended",
                to=person,
                event=event,
                office=clean_line(event.company.name),
                product=event.facts["product"],
                count=event.facts["count"],
                products_path=event.company.get_absolute_url(),
            )
        return
    tell_readers(event, "offices/emails/office_gone")


@on(Kind.SHARE_LICENSE_ENDS)
def license_ends(event: Event) -> None:
    """To the client's people, unless the license was extended or the sharing ended meanwhile."""
    share = share_of(event)
    last = last_day(share.license)
    if event.company is None or share.ended_at or not last or str(last) != event.facts["last"]:
        return
    reading = share.license.product.rules.reading_days
    tell_readers(event, "offices/emails/share_license_ends", last=last, reading_days=reading)


@on(Kind.SHARE_READING_ENDS)
def reading_ends(event: Event) -> None:
    """To the client's people, unless they already work with the product in another way."""
    if event.company is not None and not goes_on(event.company, share_of(event).product):
        tell_readers(event, "offices/emails/share_reading_ends")


@on(Kind.SHARE_CLOSED)
def reading_closed(event: Event) -> None:
    """To the client's people, unless they already work with the product in another way."""
    if not event.facts.get("at_client") or event.company is None:
        return
    if not goes_on(event.company, share_of(event).product):
        tell_readers(event, "offices/emails/share_closed")


def tell_readers(event: Event, message: str, **more: Any) -> None:
    """Everybody who decides in the client's company."""
    share: Share = share_of(event)
    assert event.company is not None
    for person in of_client(event.company):
        send(
            message,
            to=person,
            event=event,
            **about(share),
            company_name=clean_line(event.company.name),
            reading_until=share.reading_until,
            office_path=client_path(event.company),
            **more,
        )
