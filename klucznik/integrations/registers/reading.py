"""Reading what others send without trusting its shape: a missing or odd value is an empty one."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import DomainNameValidator, validate_email

from klucznik.core.text import clean_line

LINE, TEXT, MOST_PEOPLE = 200, 2000, 60
E_DELIVERY = re.compile(r"AE:PL(?:-\d{5}){2}-[A-Z]{5}-\d{2}")
TOWN = re.compile(r"^(?P<street>.*?),?\s*(?P<postcode>\d{2}-\d{3})\s+(?P<city>.+)$")
ADDRESS_OF_DOMAIN = DomainNameValidator(accept_idna=True)


def inside(data: Any, *path: str) -> Any:
    """The value at the end of a path of names; None when there is no such path."""
    for name in path:
        data = data.get(name) if isinstance(data, dict) else None
    return data


def words(data: Any, *path: str, most: int = LINE) -> str:
    """The text at the end of a path, cleaned, on one line; a number counts as a text."""
    found = inside(data, *path)
    return clean_line(str(found))[:most] if isinstance(found, str | int) else ""


def people(data: Any, *path: str) -> list[dict[str, Any]]:
    """The things in the list at the end of a path."""
    found = inside(data, *path)
    listed = found if isinstance(found, list) else []
    return [one for one in listed if isinstance(one, dict)][:MOST_PEOPLE]


def digits(value: str, *lengths: int) -> str:
    """A number of an allowed length, else nothing."""
    return value if value.isascii() and value.isdigit() and len(value) in lengths else ""


def regon(value: str) -> str:
    """Nine digits; some registers write a local number of zeros behind them."""
    return digits(value.removesuffix("00000") if len(value) == 14 else value, 9, 14)


def krs(value: str) -> str:
    return digits(value.zfill(10) if digits(value, *range(1, 11)) else "", 10)


def email(value: str) -> str:
    """A usable address in small letters; registers write in capitals."""
    value = value.strip().lower()
    try:
        validate_email(value)
    except ValidationError:
        return ""
    return value if len(value) <= 254 else ""


def domain(value: str) -> str:
    """The domain of a website as people write it: without the protocol, the path and a leading www."""
    value = value.strip().lower()
    try:
        host = urlsplit(value if "://" in value else f"//{value}").hostname or ""
        host = host.removeprefix("www.").rstrip(".")
        ADDRESS_OF_DOMAIN(host)
    except (ValueError, ValidationError):
        return ""
    return host if any(letter.isalpha() for letter in host.rpartition(".")[2]) else ""


def e_delivery(value: str) -> str:
    found = E_DELIVERY.search(value.upper())
    return found.group() if found else ""


def day(value: str) -> str:
    """A day in ISO form, from 30.11.2026 or 2026-11-30; nothing when it is no day."""
    for form in ("%d.%m.%Y", "%Y-%m-%d", "%d-%m-%Y"):
        try:
            return datetime.strptime(value[:10], form).date().isoformat()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    return ""


def street(name: str, house: str, flat: str = "", *, town: str = "") -> str:
    """One line; a village without streets writes its own name."""
    number = f"{house}/{flat}" if house and flat else house or flat
    return f"{name or (town if number else '')} {number}".strip()


class Place(NamedTuple):
    """An address in parts."""

    street: str = ""
    postcode: str = ""
    city: str = ""


def split_address(line: str) -> Place:
    """The parts of "UL. DŁUGA 7, 30-001 KRAKÓW"; what cannot be told apart is the street."""
    found = TOWN.match(line)
    return Place(**found.groupdict()) if found else Place(street=line)
