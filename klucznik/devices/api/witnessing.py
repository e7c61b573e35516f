"""A program signs the code of a case, with the key that it made when it was installed."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from klucznik.core.problems import Problem
from klucznik.devices.actions.witnessing import witness
from klucznik.devices.api.callers import DEVICE, calling_place
from klucznik.devices.api.pace import with_pace
from klucznik.devices.schemas import WitnessedOut, WitnessIn
from klucznik.devices.trying import count_witness

router = Router()
router.add_decorator(with_pace, mode="view")


@router.post(
    "/witness", auth=DEVICE, response={200: WitnessedOut, (401, 404, 409, 422, 429): Problem}
)
def bear_witness(request: HttpRequest, asked: WitnessIn) -> WitnessedOut:
    """Say that whoever claims the keys of the company sits before this program."""
    place = calling_place(request)
    count_witness(place)
    witness(place, code=asked.code, signature=asked.signature)
    return WitnessedOut(device=place.device.public_id)
