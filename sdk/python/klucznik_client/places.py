"""What the portal tells a cloud application: whom an office serves, and whether somebody opens a product there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from klucznik_client.things import text


@dataclass(frozen=True)
class Access:
    """The answer for one person, one product and one company, with the sentence to show."""

    product: str
    opens: bool
    verdict: str
    sentence: str
    url: str  # where to send the person when they do not open it, or want to know why
    mode: str = "full"

    @property
    def can_change(self) -> bool:
        """Whether more than reading and exporting is open. A mode that this version does not know is for reading."""
        return self.opens and self.mode == "full"

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Access:
        return cls(
            product=text(values, "product"),
            opens=values.get("opens") is True,
            verdict=text(values, "verdict"),
            sentence=text(values, "sentence"),
            url=text(values, "url"),
            mode=text(values, "mode") or "full",
        )


@dataclass(frozen=True)
class ServedClient:
    """A client of an accounting office, as somebody of the office sees it."""

    id: str
    name: str
    tax_id: str
    office: str  # the name of the office
    company: str  # the client's own company in the portal; empty until it accepted
    documents: str = ""  # under what an application keeps the documents of that company

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> ServedClient:
        office, shared = values.get("office"), values.get("shared")
        company = text(shared, "company") if isinstance(shared, dict) else ""
        documents = text(shared, "documents") if isinstance(shared, dict) else ""
        return cls(
            id=text(values, "id"),
            name=text(values, "name"),
            tax_id=text(values, "tax_id"),
            office=text(office, "name") if isinstance(office, dict) else "",
            company=company,
            documents=documents or company,
        )
