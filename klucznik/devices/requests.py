"""What a program without internet asks for: a small text that a person carries to the portal. Hostile until read."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

from pydantic import ConfigDict, Field, StringConstraints, ValidationError, model_validator

from klucznik.core.problems import Input
from klucznik.core.text import clean_line
from klucznik.devices.errors import RequestUnreadable
from klucznik.devices.fingerprints import WEIGHTS, Machine

LONGEST: Final = 4096
FORMAT: Final = "klucznik-request-1"
Part = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_+/=:.\-]{16,128}$")]


class PartsIn(Input):
    """What a program says of its machine: hashes that it made, at least one."""

    system: Part | None = None
    board: Part | None = None
    disk: Part | None = None
    processor: Part | None = None
    network: Part | None = None
    user: Part | None = None
    name: Part | None = None
    install: Part | None = None

    @model_validator(mode="after")
    def tells_something(self) -> PartsIn:
        if not self.told:
            raise ValueError("at least one part is needed")
        return self

    @property
    def told(self) -> dict[str, str]:
        return {part: value for part in WEIGHTS if (value := getattr(self, part)) is not None}


class MachineIn(Input):
    """The machine on which a program runs."""

    name: str = Field(min_length=1, max_length=80)
    system: str = Field(default="", max_length=80)
    parts: PartsIn

    @model_validator(mode="after")
    def has_a_name(self) -> MachineIn:
        if not clean_line(self.name):
            raise ValueError("the name cannot be read")
        return self

    def machine(self) -> Machine:
        # Composing can make a text longer than it came.
        name, system = clean_line(self.name)[:80], clean_line(self.system)[:80]
        return Machine(name=name, system=system, parts=self.parts.told)


class OfflineRequestIn(Input):
    """The request file, word for word."""

    model_config = ConfigDict(strict=True)

    format: Literal["klucznik-request-1"]
    product: str = Field(min_length=1, max_length=40, pattern=r"^[a-z0-9][a-z0-9_\-]*$")
    version: str = Field(max_length=40)
    device: MachineIn
    nonce: str = Field(default="", max_length=64, pattern=r"^[A-Za-z0-9_\-]*$")


@dataclass(frozen=True)
class OfflineRequest:
    """A request that was read."""

    product: str
    version: str
    machine: Machine
    nonce: str


def read_request(typed: str) -> OfflineRequest:
    """The request in a text: as JSON, or in base64url as programs show it. Raises RequestUnreadable."""
    if len(typed.encode("utf-8", "replace")) > LONGEST:
        raise RequestUnreadable
    try:
        asked = OfflineRequestIn.model_validate(_parsed(typed.strip().lstrip("\ufeff")))
    except (ValueError, ValidationError, RecursionError) as problem:
        raise RequestUnreadable from problem
    return OfflineRequest(
        product=asked.product,
        version=clean_line(asked.version),
        machine=asked.device.machine(),
        nonce=asked.nonce,
    )


def _parsed(text: str) -> Any:
    if not text.startswith("{"):
        text = _decoded("".join(text.split()))
    return json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)


def _decoded(text: str) -> str:
    try:
        raw = base64.b64decode(
            text.rstrip("=").encode("ascii") + b"=" * (-len(text.rstrip("=")) % 4),
            altchars=b"-_",
            validate=True,
        )
    except (binascii.Error, UnicodeEncodeError) as problem:
        raise ValueError("not base64url") from problem
    return raw.decode("utf-8")


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """A key that stands twice means two things to two readers."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError("a key stands twice")
        found[key] = value
    return found


def _refuse(_word: str) -> None:
    raise ValueError("not a number")
