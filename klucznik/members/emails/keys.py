"""Who is written to about the keys of a company: handed over, lost, and those who stand by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from klucznik.companies.models import Membership, Role
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.sending import send
from klucznik.members.deputies import ANSWER_WITHIN, accepted_deputies
from klucznik.members.emails.telling import global_administrators, told
from klucznik.members.models import Deputy


@on(Kind.KEYS_HANDED_OVER)
def keys_handed_over(event: Event) -> None:
    """To the successor, to the giver, and to the other global administrators: one message each tells both acts."""
    giver, successor = event.actor, event.person
    assert giver is not None
    assert successor is not None
    facts = _told(event) | {"afterwards": event.facts["afterwards"]}
    send("members/emails/keys_received", to=successor, event=event, **facts)
    send("members/emails/keys_given", to=giver, event=event, **facts)
    for administrator in global_administrators(event, apart_from={giver.pk, successor.pk}):
        send("members/emails/keys_moved", to=administrator, event=event, **facts)


@on(Kind.DEPUTY_NAMED, Kind.DEPUTY_REMINDED)
def deputy_asked(event: Event) -> None:
    """To the person; and, once, to every global administrator: whoever takes a company over might begin here."""
    deputy, person = _deputy(event), event.person
    assert person is not None
    if deputy is None:
        return
    facts = _told(event) | {
        "days": event.facts["days"],
        "within": ANSWER_WITHIN.days,
        "namer": deputy.named_by.display_name,
        "again": event.kind == Kind.DEPUTY_REMINDED,
        "deputyship_path": reverse("members:deputyship", args=[event.company.public_id]),  # type: ignore[union-attr]
    }
    send("members/emails/deputy_asked", to=person, event=event, **facts)
    if event.kind == Kind.DEPUTY_NAMED:
        _tell_administrators(event, "deputy_named", days=event.facts["days"])


@on(Kind.DEPUTY_ACCEPTED, Kind.DEPUTY_DECLINED)
def deputy_answered(event: Event) -> None:
    """To every global administrator."""
    _tell_administrators(event, "deputy_answered", accepted=event.kind == Kind.DEPUTY_ACCEPTED)


@on(Kind.DEPUTY_RESIGNED, Kind.DEPUTY_LAPSED)
def deputy_gone(event: Event) -> None:
    """To every global administrator: somebody else can be named. To the person who did not answer any more."""
    if event.facts.get("agreed") and event.person:
        send("members/emails/deputy_lapsed", to=event.person, event=event, **_told(event))
    _tell_administrators(event, "deputy_gone", lapsed=event.kind == Kind.DEPUTY_LAPSED)


@on(Kind.DEPUTY_ASKED_AGAIN)
def deputy_asked_again(event: Event) -> None:
    """Once a year, to the deputy."""
    assert event.person is not None
    assert event.company is not None
    send(
        "members/emails/deputy_asked_again",
        to=event.person,
        event=event,
        within=event.facts["within"],
        deputyship_path=reverse("members:deputyship", args=[event.company.public_id]),
        **told(event),
    )


@on(Kind.DEPUTY_DISMISSED)
def deputy_dismissed(event: Event) -> None:
    """To the person; to the other global administrators when somebody who had agreed goes."""
    assert event.person is not None
    send("members/emails/deputy_dismissed", to=event.person, event=event, **_told(event))
    if event.facts["accepted"]:
        _tell_administrators(event, "deputy_gone", apart_from=[event.actor_id], lapsed=False)


@on(Kind.COMPANY_ADMINLESS)
def no_keys_left(event: Event) -> None:
    """To those who are left and could take the matter up: company administrators and deputies."""
    company = event.company
    assert company is not None
    places = Membership.objects.active().filter(company=company)
    standing_by = accepted_deputies(company).values("membership")
    left = places.filter(role=Role.ADMINISTRATOR) | places.filter(pk__in=standing_by)
    for place in left.exclude(user=event.person_id).select_related("user").order_by("pk"):
        send(
            "members/emails/no_keys_left",
            to=place.user,
            event=event,
            company_name=company.name,
            ways_path=reverse("recovery:ways", args=[company.public_id]),
        )


def _tell_administrators(
    event: Event, message: str, *, apart_from: Iterable[int | None] = (), **facts: Any
) -> None:
    for administrator in global_administrators(event, apart_from=apart_from):
        send(f"members/emails/{message}", to=administrator, event=event, **_told(event), **facts)


def _told(event: Event) -> dict[str, Any]:
    """What all of them say, and the page of the keys."""
    assert event.company is not None
    keys_path = reverse("members:company_keys", args=[event.company.public_id])
    return told(event) | {"keys_path": keys_path}


def _deputy(event: Event) -> Deputy | None:
    """The naming, as long as it still waits for its answer."""
    waiting = Deputy.objects.named().filter(pk=event.subject_id or 0, accepted_at=None)
    return waiting.select_related("named_by").first()
