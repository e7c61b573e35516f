"""Devices for programs: activate, check, release, work offline."""

from __future__ import annotations

from ninja import Router

from klucznik.devices.api.activations import router as activations
from klucznik.devices.api.checks import router as checks
from klucznik.devices.api.people import router as people

router = Router(tags=["devices"])
router.add_router("", activations)
router.add_router("", checks)
router.add_router("", people)
