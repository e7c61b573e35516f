"""What the portal tells about people, companies, registrations and devices, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


def text(values: Mapping[str, Any], name: str) -> str:
    """A text of an answer; empty where the portal says nothing."""
    value = values.get(name)
    return value if isinstance(value, str) else ""


def whole(values: Mapping[str, Any], name: str) -> int:
    """A whole number of an answer; 0 where the portal says nothing."""
    value = values.get(name)
    return value if type(value) is int else 0


def objects(value: object) -> list[Mapping[str, Any]]:
    """The objects of a list in an answer."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


@dataclass(frozen=True)
class SignIn:
    """What to show: the person opens the address in a browser and compares the code."""

    user_code: str
    verification_url: str
    verification_url_complete: str
    expires_in: int
    interval: int  # seconds between two polls


@dataclass(frozen=True)
class Company:
    id: str
    name: str
    tax_id: str
    role: str
    documents: str = ""  # under what an application keeps the documents of the company

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Company:
        id = text(values, "id")
        documents = text(values, "documents") or id
        return cls(
            id, text(values, "name"), text(values, "tax_id"), text(values, "role"), documents
        )


@dataclass(frozen=True)
class Person:
    id: str
    name: str
    email: str
    companies: tuple[Company, ...] = ()

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Person:
        companies = tuple(Company.of(one) for one in objects(values.get("companies")))
        return cls(text(values, "id"), text(values, "name"), text(values, "email"), companies)


@dataclass(frozen=True)
class Registration:
    """A license that was registered, or that awaits the vendor's acceptance."""

    license: str
    status: str
    next_step: str = ""
    activation_code_sent: bool = False

    @property
    def is_awaiting(self) -> bool:
        return self.status == "awaiting"


@dataclass(frozen=True)
class Device:
    """A computer that has a seat of the license."""

    id: str
    name: str
    system: str = ""
    last_seen_at: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Device:
        return cls(
            id=text(values, "id") or text(values, "device"),
            name=text(values, "name"),
            system=text(values, "system"),
            last_seen_at=text(values, "last_seen_at"),
            details=values,
        )

    @classmethod
    def all_of(cls, value: object) -> tuple[Device, ...]:
        return tuple(cls.of(one) for one in objects(value))
