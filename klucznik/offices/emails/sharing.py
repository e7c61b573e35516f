"""Who is written to about invitations of clients, what became of them, and the end of a sharing."""

from __future__ import annotations

from django.urls import reverse

from klucznik.companies.permissions import Permission
from klucznik.core.text import clean_line
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.links import mail_link, mail_word
from klucznik.mail.sending import Address, send
from klucznik.members.places import Reason
from klucznik.offices.emails.telling import (
    about,
    of_client,
    of_office,
    office_path,
    people_with,
    share_of,
)
from klucznik.offices.invitations import dead_secret, secret_of
from klucznik.offices.models import Share

# After these the invitation goes to another address: a message that still waits for an earlier one opens nothing.
TURNING = (Kind.SHARE_CORRECTED, Kind.SHARE_WITHDRAWN)


@mail_link("share")
def share_link(key: int) -> str:
    """The address that only this message carries; its key is the event that caused the message."""
    event = Event.objects.get(pk=key)
    share = Share.objects.get(pk=event.subject_id or 0)
    # The secret is read first: whoever corrects the address after that leaves it dead anyway.
    secret, later = secret_of(share), Event.objects.filter(pk__gt=key, kind__in=TURNING)
    # The office's history alone: what one act leaves in the client's, too, is written just after it.
    turned = later.filter(
        company=share.office, subject_type=event.subject_type, subject_id=event.subject_id
    )
    return reverse("shares:show", args=[dead_secret(share) if turned.exists() else secret])


@mail_word("share_number")
def share_number(key: int) -> str:
    """The client's license number."""
    return Share.objects.get(pk=key).number


@on(Kind.SHARE_OFFERED, Kind.SHARE_SENT_AGAIN, Kind.SHARE_CORRECTED, Kind.SHARE_WITHDRAWN)
def share_invitation(event: Event) -> None:
    """To the invited address, and to nobody else; the address as it was typed with this event."""
    share = share_of(event)
    if event.facts.get("at_client") or not share.is_link_open or not is_meant(event, share):
        return
    send(
        "offices/emails/share_invitation",
        to=Address(share.email, share.language),
        event=event,
        links={"link": ("share", event.pk), "number": ("share_number", share.pk)},
        **about(share) | {"client": clean_line(share.name)},
        is_first=event.kind == Kind.SHARE_OFFERED,
        tax_id=share.tax_id.display,
        starts_on=share.starts_on,
        expires_at=share.expires_at,
    )


@on(Kind.SHARE_CORRECTED, Kind.SHARE_WITHDRAWN)
def earlier_address(event: Event) -> None:
    """To the address that was wrong: that nothing waits there any more, and for whom it was, not who it is now."""
    share, before = share_of(event), event.details.values.get("old", "")
    if event.facts.get("at_client") or not before or is_same(before, share.email):
        return
    send(
        "offices/emails/share_address_corrected",
        to=Address(before, share.language),
        event=event,
        office=clean_line(share.office.name),
    )


@on(Kind.SHARE_CORRECTED)
def question_taken_back(event: Event) -> None:
    """To those who had been asked: there is nothing to answer any more."""
    if event.facts.get("at_client") and event.company is not None:
        for person in of_client(event.company):
            send(
                "offices/emails/share_question_taken_back",
                to=person,
                event=event,
                **about(share_of(event)),
                company_name=clean_line(event.company.name),
            )


@on(Kind.SHARE_BOUNCED)
def share_bounced(event: Event) -> None:
    """To the office, which corrects the address by itself; whoever only serves the client reads who does it."""
    share = share_of(event)
    managers = people_with(share.office, Permission.CLIENTS_MANAGE)
    for person in of_office(share):
        send(
            "offices/emails/share_bounced",
            to=person,
            event=event,
            **about(share),
            bounced=event.details.values.get("email", ""),
            manages=person in managers,
            client_path=office_path(share),
        )


@on(Kind.SHARE_ACCEPTED, Kind.SHARE_REFUSED)
def share_answered(event: Event) -> None:
    """To the office; who accepted, and that it can be taken back, to those who can do it."""
    if event.facts.get("at_client"):
        return
    share, accepted = share_of(event), event.kind == Kind.SHARE_ACCEPTED
    managers = people_with(share.office, Permission.CLIENTS_MANAGE) if accepted else []
    for person in of_office(share):
        manages = person in managers
        send(
            f"offices/emails/{'share_accepted' if accepted else 'share_refused'}",
            to=person,
            event=event,
            **about(share),
            client_path=office_path(share),
            accepted_by=name_of(event) if manages else "",
            withdrawable_until=share.withdrawable_until if manages else None,
        )


@on(Kind.MEMBER_REMOVED)
def acceptance_taken_back(event: Event) -> None:
    """To everybody who lost a company because the wrong person had accepted."""
    if event.facts["reason"] != Reason.WITHDRAWN or event.person is None:
        return
    told = Event.objects.filter(kind=Kind.SHARE_WITHDRAWN, company=event.company, pk__lt=event.pk)
    facts = told.latest("pk").facts
    send(
        "offices/emails/share_withdrawn",
        to=event.person,
        event=event,
        office=clean_line(facts["office"]),
        client=clean_line(facts["client"]),
        product=facts["product"],
        at=event.at,
    )


def name_of(event: Event) -> str:
    """Who answered, without the address of their account."""
    return clean_line(event.person.display_name) if event.person else ""


def is_meant(event: Event, share: Share) -> bool:
    """Whether the invitation still goes where this event sent it."""
    return is_same(event.details.values.get("email", ""), share.email)


def is_same(one: str, other: str) -> bool:
    return one.lower() == other.lower()
