"""Who is written to about access to products."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from klucznik.core.text import clean_line
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.sending import send
from klucznik.members.asking import MOST_TOLD, PAUSE, helpers
from klucznik.members.emails.telling import told
from klucznik.members.models import AccessRequest


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
        asked=event.facts.get("asked", False),
    )


@on(Kind.ACCESS_REQUESTED)
def access_requested(event: Event) -> None:
    """To those who can answer, with one button to the request; not more than twenty of them."""
    request = _request(event)
    if request.decided_at is not None:
        return
    for helper in helpers(request.membership)[:MOST_TOLD]:
        send(
            "members/emails/access_requested",
            to=helper.user,
            event=event,
            **_facts(request),
            person=request.membership.user.display_name,
            person_email=request.membership.user.email,
            reason=request.reason,
            expires_at=request.expires_at,
            path=reverse(
                "members:request", args=[request.membership.company.public_id, request.public_id]
            ),
        )


@on(Kind.ACCESS_REQUEST_DECLINED)
def access_request_declined(event: Event) -> None:
    """To the person who asked: who declined, why, and when they can ask again."""
    request = _request(event)
    assert request.decided_at is not None
    _tell_asker(
        event,
        request,
        "members/emails/access_request_declined",
        actor=event.actor.display_name if event.actor else "",
        answer=request.answer,
        again_on=request.decided_at + PAUSE,
    )


@on(Kind.ACCESS_REQUEST_EXPIRED)
def access_request_expired(event: Event) -> None:
    """To the person who asked: nobody answered, and they can ask again."""
    _tell_asker(event, _request(event), "members/emails/access_request_expired")


def _tell_asker(event: Event, request: AccessRequest, message: str, **more: Any) -> None:
    own_page = reverse(
        "members:no_access", args=[request.membership.company.public_id, request.product.code]
    )
    send(
        message,
        to=request.membership.user,
        event=event,
        **_facts(request),
        path=own_page,
        **more,
    )


def _facts(request: AccessRequest) -> dict[str, Any]:
    company = clean_line(request.membership.company.name)
    return {"company_name": company, "product": request.product.name, "asked_at": request.asked_at}


def _request(event: Event) -> AccessRequest:
    rows = AccessRequest.objects.select_related(
        "membership__user", "membership__company", "product"
    )
    return rows.get(pk=event.subject_id or 0)
