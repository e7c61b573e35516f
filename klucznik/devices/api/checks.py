"""What a program does with its own secret: ask, keep its place, give it back, take a license file along."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from klucznik.core import clock
from klucznik.core.problems import Problem
from klucznik.core.text import clean_line
from klucznik.devices.actions.filing import issue_device_file
from klucznik.devices.actions.leasing import renew_lease
from klucznik.devices.actions.releasing import give_back
from klucznik.devices.api.callers import DEVICE, calling_place
from klucznik.devices.api.once import repeatable
from klucznik.devices.api.pace import with_pace
from klucznik.devices.api.telling import answer_for
from klucznik.devices.entities import standing_of_entity
from klucznik.devices.errors import PlaceEnded
from klucznik.devices.fingerprints import Likeness, Machine, likeness
from klucznik.devices.models import Activation
from klucznik.devices.presence import note_seen
from klucznik.devices.requests import PartsIn
from klucznik.devices.schemas import (
    AnswerOut,
    CheckIn,
    FileIn,
    FileOut,
    HeartbeatIn,
    ProblemWithDevices,
    ReleasedOut,
)
from klucznik.devices.trying import count_file

router = Router()
router.add_decorator(with_pace, mode="view")


@router.post("/check", auth=DEVICE, response={200: AnswerOut, (401, 422, 429): Problem})
@repeatable
def check(request: HttpRequest, asked: CheckIn) -> AnswerOut:
    """Whether the program may work. Always an answer: what is missing is a verdict, not an error."""
    place, version = calling_place(request), clean_line(asked.version)
    copied, entity = is_copied(place, asked.parts), None
    if not copied:
        note_seen(place.device, version, clock.now())
        place = renew_lease(place)
        entity = standing_of_entity(place, asked.entity, clean_line(asked.entity_name))
    return answer_for(
        place,
        version=version,
        language=asked.language,
        nonce=asked.nonce,
        is_released=copied,
        entity=entity,
    )


@router.post("/heartbeat", auth=DEVICE, response={200: AnswerOut, (401, 422, 429): Problem})
@repeatable
def heartbeat(request: HttpRequest, asked: HeartbeatIn) -> AnswerOut:
    """Keep the place of a running program; without notices, because it is asked often."""
    place = calling_place(request)
    note_seen(place.device, "", clock.now())
    return answer_for(
        renew_lease(place), language=asked.language, nonce=asked.nonce, with_notices=False
    )


@router.post("/release", auth=DEVICE, response={200: ReleasedOut, (401, 404, 429): Problem})
def release(request: HttpRequest) -> ReleasedOut:
    """The program gives its place back; one that was freed already stays so."""
    place = calling_place(request)
    try:
        place = give_back(place)
    except PlaceEnded:
        place.refresh_from_db(fields=["seat_until"])
    return ReleasedOut(device=place.device.public_id, seat_returns_at=place.seat_until)


@router.post(
    "/license-file",
    auth=DEVICE,
    response={200: FileOut, 409: ProblemWithDevices, (401, 404, 422, 429, 503): Problem},
)
def license_file(request: HttpRequest, asked: FileIn) -> FileOut:
    """A license file for working without the internet; each has a higher counter than the one before."""
    place = calling_place(request)
    count_file(place.device)
    written = issue_device_file(None, place, parts=asked.parts.told)
    return FileOut(file=written.text, expires_at=written.expires_at, counter=written.counter)


def is_copied(place: Activation, parts: PartsIn | None) -> bool:
    """Whether the secret came along to another machine: there the program is not activated."""
    if parts is None:
        return False
    shown = Machine(place.device.name, parts=parts.told).prints
    return likeness(place.device.parts, shown) == Likeness.OTHER
