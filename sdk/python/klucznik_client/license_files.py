"""A license file: what it says, and what follows from it today on this computer without asking anybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from klucznik_client import devices, tokens
from klucznik_client.errors import InvalidToken
from klucznik_client.keys import KeyRing
from klucznik_client.values import Fields, worst


@dataclass(frozen=True)
class LicenseFile:
    """The content of a file that was verified. `device` and `counter` are empty in a registration file."""

    purpose: str
    license: str
    number: str
    product: str
    edition: str
    company: str
    tax_id: str
    size: int
    metric: str
    features: tuple[str, ...]
    issued: datetime
    expires: datetime
    valid_from: date
    valid_to: date | None
    grace_to: date | None
    at_end: str
    version_to: date | None
    mode: str
    device: str = ""
    device_name: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    counter: int = 0


@dataclass(frozen=True)
class Judgement:
    """A verdict, the mode that follows and the days until the license ends or its grace does."""

    verdict: str
    mode: str
    days_left: int | None = None


def read(text: str, keys: KeyRing, purpose: str = tokens.DEVICE) -> LicenseFile:
    """The content of a genuine license file; InvalidToken for everything else."""
    values = tokens.verify(text, purpose, keys)
    try:
        return _content(purpose, Fields(values))
    except ValueError as error:
        raise InvalidToken("bad_payload", f"Its content cannot be read: {error}.") from None


def _content(purpose: str, given: Fields) -> LicenseFile:
    company = given.inner("company")
    device = given.inner("device") if purpose == tokens.DEVICE else None
    return LicenseFile(
        purpose=purpose,
        license=given.text("license"),
        number=given.text("number"),
        product=given.text("product"),
        edition=given.text("edition"),
        company=company.text("name"),
        tax_id=company.text("tax_id"),
        size=given.whole("size"),
        metric=given.text("metric"),
        features=given.texts("features"),
        issued=given.moment("issued"),
        expires=given.moment("expires"),
        valid_from=given.day("valid_from"),
        valid_to=given.day_or_none("valid_to"),
        grace_to=given.day_or_none("grace_to"),
        at_end=given.text("at_end"),
        version_to=given.day_or_none("version_to"),
        mode=given.text("mode"),
        device=device.text("id") if device else "",
        device_name=device.text("name") if device else "",
        parts=device.table("parts") if device else {},
        counter=given.whole("counter") if device else 0,
    )


def check_place(file: LicenseFile, *, product: str, parts: Mapping[str, str], counter: int) -> str:
    """Whether the file belongs here: same or perhaps; InvalidToken if it belongs to another program or computer."""
    if file.product != product:
        raise InvalidToken("other_product", f"This is a license of {file.product}.")
    if file.purpose != tokens.DEVICE:
        return devices.SAME
    likeness = devices.compare(file.parts, parts)
    if likeness == devices.OTHER:
        raise InvalidToken("other_device", f"This file is for the computer {file.device_name}.")
    if file.counter < counter:
        raise InvalidToken("older_file", "A newer license file was loaded here before.")
    return likeness


def judge(file: LicenseFile, today: date, released: date | None = None) -> Judgement:
    """What the license allows on a day of UTC, which ends an hour or two after that of Poland.

    `released` is the day on which this version of the program was published. A license begins a day early here,
    because somewhere it is tomorrow already.
    """
    if today < file.valid_from - timedelta(days=1):
        return Judgement("not_yet", "read_only", (file.valid_from - today).days)
    over = by_days(today, file.valid_to, file.grace_to)
    if over.verdict == "expired":
        return Judgement("expired", worst(file.at_end, file.mode))
    if released is not None and file.version_to is not None and released > file.version_to:
        return Judgement("version_not_covered", worst("restricted", file.mode), over.days_left)
    return Judgement(over.verdict, file.mode, over.days_left)


def by_days(today: date, valid_to: date | None, grace_to: date | None) -> Judgement:
    """Valid, in its grace or over."""
    if valid_to is None or today <= valid_to:
        return Judgement("valid", "full", None if valid_to is None else (valid_to - today).days)
    if grace_to is not None and today <= grace_to:
        return Judgement("in_grace", "full", (grace_to - today).days)
    return Judgement("expired", "read_only")


def days_until(end: datetime | None, now: datetime) -> int | None:
    """Days until a moment, the one that has begun counted whole; never below 0."""
    return None if end is None else max(0, -((now - end) // timedelta(days=1)))
