"""What the portal keeps about licenses."""

from __future__ import annotations

from klucznik.licensing.models.keys import SigningKey
from klucznik.licensing.models.licenses import SHELVES, License, LicenseQuerySet
from klucznik.licensing.models.periods import Extension, Period
from klucznik.licensing.models.registrations import Entity, Registration
from klucznik.licensing.models.transfers import Transfer

__all__ = [
    "SHELVES",
    "Entity",
    "Extension",
    "License",
    "LicenseQuerySet",
    "Period",
    "Registration",
    "SigningKey",
    "Transfer",
]
