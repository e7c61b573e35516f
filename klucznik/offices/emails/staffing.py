"""Who is written to about the people of an office: new clients, clients without anybody, a word that is asked for."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership
from klucznik.core.text import clean_line
from klucznik.declarations.emails.telling import case_of
from klucznik.declarations.models import Declaration
from klucznik.declarations.voices import masked
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.sending import send
from klucznik.offices.models import Client
from klucznik.offices.words_of_offices import asked, speakers

NAMED = 20


@on(Kind.CLIENT_ASSIGNED)
def client_assigned(event: Event) -> None:
    """To the person, unless they took the client themselves; what was given in bulk is told once."""
    if event.facts.get("in_bulk") or event.person is None:
        return
    _tell_given(event, event.person, count=1, name=event.facts["client"])


@on(Kind.CLIENTS_REASSIGNED)
def clients_reassigned(event: Event) -> None:
    """To each person who got clients, and to the one who had them."""
    people = User.objects.in_bulk([key for key, _count in event.facts["given"]])
    for key, count in event.facts["given"]:
        if key in people:
            _tell_given(event, people[key], count=count)
    person = event.person
    if person is not None and person != event.actor and _is_in(event, person):
        count = event.facts["count"]
        send("offices/emails/clients_taken", to=person, event=event, **_told(event), count=count)


@on(Kind.CLIENTS_LEFT_ALONE)
def clients_left_alone(event: Event) -> None:
    """To those who manage the clients: which of them have nobody now."""
    assert event.company is not None
    alone = Client.objects.current().filter(pk__in=event.facts["clients"]).order_by("name", "id")
    names, count = [clean_line(one.name) for one in alone[:NAMED]], event.facts["count"]
    for place in speakers(event.company).select_related("user").order_by("pk"):
        if place.user == event.person:
            continue
        send(
            "offices/emails/clients_left_alone",
            to=place.user,
            event=event,
            **_told(event),
            person=event.person.display_name if event.person else "",
            count=count,
            names=names,
            more=max(0, count - len(names)),
            alone_path=reverse("offices:left_alone", args=[event.company.public_id]),
        )


@on(Kind.DECLARATION_SUBMITTED, Kind.DECLARATION_APPEALED)
def word_asked(event: Event) -> None:
    """To those who speak for an accounting office of the company, where its word counts."""
    case = case_of(event)
    for office, voice in asked(case):
        assert voice.user is not None
        _ask(event, case, office, voice.user)


def _ask(event: Event, case: Declaration, office: Company, person: User) -> None:
    send(
        "offices/emails/word_asked",
        to=person,
        event=event,
        company=office,
        office=clean_line(office.name),
        client=clean_line(case.company.name),
        person=case.claimant.display_name,
        email=masked(case.login),
        number=case.number,
        word_path=reverse("offices:word", args=[office.public_id, case.public_id]),
    )


def _tell_given(event: Event, person: User, *, count: int, name: str = "") -> None:
    if person == event.actor or not _is_in(event, person):
        return
    facts: dict[str, Any] = {"count": count, "client": clean_line(name)}
    send("offices/emails/clients_given", to=person, event=event, **_told(event), **facts)


def _is_in(event: Event, person: User) -> bool:
    return Membership.objects.active().filter(company=event.company, user=person).exists()


def _told(event: Event) -> dict[str, Any]:
    assert event.company is not None
    return {
        "office": clean_line(event.company.name),
        "actor": event.actor.display_name if event.actor else "",
        "clients_path": reverse("offices:clients", args=[event.company.public_id]),
    }
