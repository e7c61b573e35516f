"""What a story on the start page consists of."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from klucznik.demo.customers import UNKNOWN_TAX_ID, customer


@dataclass(frozen=True)
class Story:
    """Something to try: what to do, and with the numbers of which company."""

    title: str | Promise
    steps: list[str | Promise]
    company: str = ""
    is_unknown: bool = False

    @property
    def tax_id(self) -> str:
        if self.is_unknown:
            return UNKNOWN_TAX_ID.display
        return customer(self.company).tax_id.display if self.company else ""

    @property
    def license_number(self) -> str:
        return customer(self.company).license_number if self.company else ""


@dataclass(frozen=True)
class Shelf:
    """Stories about one subject."""

    title: str | Promise
    stories: list[Story]
