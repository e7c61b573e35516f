"""Who is written to about days: one was set, it comes, it is over."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from klucznik.accounts.models import User
from klucznik.companies.models import Membership, Role
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.sending import send
from klucznik.members.emails.telling import tell_others, told
from klucznik.members.permissions import may_manage

GLOBAL = Role.GLOBAL_ADMINISTRATOR.value
# Nobody needs the whole company in copy.
MOST_TOLD = 20


@on(Kind.MEMBER_LIMITED, Kind.MEMBER_UNLIMITED, Kind.ACCESS_LIMITED, Kind.ACCESS_UNLIMITED)
def end_set(event: Event) -> None:
    """To the person, when somebody else set it; to all global administrators when it is one of them."""
    person = event.person
    assert person is not None
    if event.kind == Kind.MEMBER_LIMITED and event.facts["role"] == GLOBAL:
        tell_others(event, "members/emails/global_role_limited", until=_day(event))
    if person.pk != event.actor_id:
        send("members/emails/end_set", to=person, event=event, **told(event), **_what(event))


@on(Kind.MEMBER_ENDING_TOLD, Kind.ACCESS_ENDING_TOLD)
def ending_told(event: Event) -> None:
    """To the person, and to those who may let it last longer, with the way to the page where they do."""
    person, place = event.person, _place(event)
    assert person is not None
    if place is None:
        return
    send("members/emails/ending", to=person, event=event, **told(event), **_what(event))
    for administrator in _who_may_extend(place):
        send(
            "members/emails/ending_of_somebody",
            to=administrator,
            event=event,
            **told(event),
            **_what(event),
            page=_page_of(place),
        )


@on(Kind.MEMBER_EXPIRED, Kind.ACCESS_EXPIRED)
def ended(event: Event) -> None:
    """To the person; to all global administrators when it was one of them."""
    person = event.person
    assert person is not None
    send("members/emails/ended", to=person, event=event, **told(event), **_what(event))
    if event.kind == Kind.MEMBER_EXPIRED and event.facts["role"] == GLOBAL:
        tell_others(event, "members/emails/global_role_taken")


@on(Kind.MEMBER_KEPT)
def kept(event: Event) -> None:
    """To the person who stays, and to the administrators: somebody should take the keys over before it ends again."""
    person, place = event.person, _place(event)
    assert person is not None
    if place is None:
        return
    send("members/emails/place_kept", to=person, event=event, **told(event), is_own=True)
    others = Membership.objects.active().filter(company=event.company, role=Role.ADMINISTRATOR)
    for other in others.select_related("user").order_by("pk")[:MOST_TOLD]:
        send("members/emails/place_kept", to=other.user, event=event, **told(event), is_own=False)


def _what(event: Event) -> dict[str, Any]:
    """The product, empty when it is about the place; the day, None when there is none."""
    return {"product": event.facts.get("product", ""), "until": _day(event)}


def _day(event: Event) -> date | None:
    return date.fromisoformat(event.facts["until"]) if "until" in event.facts else None


def _place(event: Event) -> Membership | None:
    places = Membership.objects.active().select_related("user", "company")
    return places.filter(pk=event.subject_id or 0).first()


def _who_may_extend(place: Membership) -> list[User]:
    """Administrators who manage this person, those with the keys first."""
    higher = Membership.objects.active().filter(company=place.company_id).exclude(pk=place.pk)
    found = [
        other
        for other in higher.filter(role__in=[Role.GLOBAL_ADMINISTRATOR, Role.ADMINISTRATOR])
        .select_related("user")
        .order_by("-role", "pk")[: 5 * MOST_TOLD]
        if may_manage(other, place)
    ]
    return [other.user for other in found[:MOST_TOLD]]


def _page_of(place: Membership) -> str:
    return reverse("members:member", args=[place.company.public_id, place.public_id])
