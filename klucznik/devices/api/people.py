"""What people do with devices through a program: see them, free one."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from klucznik.companies.api import member, person
from klucznik.companies.permissions import Permission
from klucznik.core import clock
from klucznik.core.paging import keyset
from klucznik.core.problems import Problem
from klucznik.devices import candidates, leases, seats
from klucznik.devices.actions.releasing import release_device
from klucznik.devices.api.callers import PEOPLE
from klucznik.devices.models import Activation
from klucznik.devices.schemas import DeviceOut, DevicesOut, ReleasedOut
from klucznik.licensing.models import License

router = Router()


@router.get(
    "/licenses/{license}/devices", auth=PEOPLE, response={200: DevicesOut, (401, 403, 404): Problem}
)
def devices_of(
    request: HttpRequest, license: str, after: Annotated[str, Query(max_length=300)] = ""
) -> DevicesOut:
    """The devices of a license, fifty at a time; whoever may not free all of them sees their own."""
    found = get_object_or_404(License.objects.told().select_related("company"), public_id=license)
    place = member(request, found.company.public_id, Permission.PRODUCTS_READ)
    page, now = keyset(candidates.seen_by(place, found), ("-id",), after), clock.now()
    return DevicesOut(
        license=found.public_id,
        size=found.size,
        metric=found.metric,
        taken=seats.taking(found, now).count(),
        devices=[DeviceOut.of(row, running=leases.holds_seat(row, now)) for row in page.rows],
        next=page.next,
    )


@router.post(
    "/devices/{device}/release",
    auth=PEOPLE,
    response={200: ReleasedOut, (401, 403, 404, 409): Problem},
)
def free(request: HttpRequest, device: str) -> ReleasedOut:
    """Free the place of a device: any with the right to, otherwise one's own; within the product's limits."""
    rows = Activation.objects.active().select_related("device", "license__company")
    found = get_object_or_404(rows, device__public_id=device)
    member(request, found.license.company.public_id, Permission.PRODUCTS_READ)
    freed = release_device(person(request), found)
    return ReleasedOut(device=device, seat_returns_at=freed.seat_until)
