"""Devices for programs: activate, check, release, work offline, bear witness."""

from __future__ import annotations

from ninja import Router

from klucznik.devices.api.activations import router as of_activations
from klucznik.devices.api.checks import router as of_checks
from klucznik.devices.api.people import router as of_people
from klucznik.devices.api.witnessing import router as of_witnesses

router = Router(tags=["devices"])
router.add_router("", of_activations)
router.add_router("", of_checks)
router.add_router("", of_people)
router.add_router("", of_witnesses)
