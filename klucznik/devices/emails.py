"""Who is written to about devices."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership, Role
from klucznik.core.text import clean_line
from klucznik.devices.models import Activation
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.mail.sending import send

MOST_TOLD = 20


@on(Kind.DEVICE_ACTIVATED)
def device_activated_by_number(event: Event) -> None:
    """To the administrators, when nobody had to sign in: the number stands on invoices."""
    if event.facts.get("how") != Activation.How.NUMBER:
        return
    for administrator in administrators(event):
        send(
            "devices/emails/device_activated_by_number",
            to=administrator,
            event=event,
            **_told(event),
        )


@on(Kind.DEVICE_RELEASED)
def device_released(event: Event) -> None:
    """To whoever activated the device; when they are gone or nobody did, to the administrators.

    The staff's act is told to both. Nobody writes to themselves.
    """
    owner = event.person if event.person and _is_member(event.person, event.company) else None
    readers = [owner] if owner else []
    if owner is None or event.by_staff:
        readers += [one for one in administrators(event) if one != owner]
    for reader in readers:
        if reader.pk != event.actor_id:
            send(
                "devices/emails/device_released",
                to=reader,
                event=event,
                **_told(event),
                actor=event.actor.display_name if event.actor and not event.by_staff else "",
                own=reader == owner,
                seat_until=_place(event).seat_until,
            )


def administrators(event: Event) -> list[User]:
    """Those who may free every device, the global ones first."""
    roles = [Role.GLOBAL_ADMINISTRATOR, Role.ADMINISTRATOR]
    rows = Membership.objects.active().filter(company=event.company, role__in=roles)
    places = sorted(
        rows.select_related("user"), key=lambda place: (-Role(place.role).rank, place.pk)
    )
    return [place.user for place in places[:MOST_TOLD]]


def _told(event: Event) -> dict[str, Any]:
    place, company = _place(event), event.company
    assert company is not None
    return {
        "company_name": clean_line(company.name),
        "product": place.license.product.name,
        "device": place.device.name,
        "at": event.at,
        "path": reverse("devices:devices", args=[company.public_id, place.license.public_id]),
    }


def _place(event: Event) -> Activation:
    rows = Activation.objects.select_related("device", "license__product")
    return rows.get(pk=event.subject_id or 0)


def _is_member(user: User, company: Company | None) -> bool:
    return Membership.objects.active().filter(company=company, user=user).exists()
