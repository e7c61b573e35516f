"""Looking a company up in an official register: a protocol; adapters are plugged in by settings.REGISTRY."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from klucznik.companies.tax_ids import TaxId


@dataclass(frozen=True)
class RegisteredCompany:
    """What a register says about a company."""

    name: str
    street: str
    postcode: str
    city: str


class CompanyRegistry(Protocol):
    """A register of companies."""

    def look_up(self, tax_id: TaxId) -> RegisteredCompany | None:
        """The company with this tax ID; None when it is not there, or when the register does not answer in time."""
        ...


class NoRegistry:
    """Used when no adapter is configured: people type their data."""

    def look_up(self, tax_id: TaxId) -> RegisteredCompany | None:
        return None


def registry() -> CompanyRegistry:
    """The configured register, or none."""
    found: CompanyRegistry = (
        import_string(settings.REGISTRY)() if settings.REGISTRY else NoRegistry()
    )
    return found
