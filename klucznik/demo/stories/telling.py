"""What a story on the start page consists of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.functional import Promise

from klucznik.demo.customers import UNKNOWN_TAX_ID, customer
from klucznik.demo.people import CAST, Person


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

    @property
    def people(self) -> list[Person]:
        """Who is called by name in the steps, in the order in which they come in."""
        words = re.findall(r"\w+", " ".join(str(step) for step in self.steps))
        found = [one for one in CAST.values() if one.first_name in words]
        return sorted(found, key=lambda one: words.index(one.first_name))


@dataclass(frozen=True)
class Shelf:
    """Stories about one subject."""

    title: str | Promise
    stories: list[Story]
