"""What programs send and receive about devices."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Field, Schema
from pydantic import StringConstraints, model_validator

from klucznik.core.problems import Input, Problem
from klucznik.devices.answers import Answer
from klucznik.devices.entities import EntityStanding
from klucznik.devices.models import Activation
from klucznik.devices.requests import MachineIn, PartsIn

Nonce = Annotated[str, StringConstraints(max_length=64, pattern=r"^[A-Za-z0-9_\-]*$")]
Language = Annotated[str, StringConstraints(max_length=10, pattern=r"^[A-Za-z\-]*$")]
Version = Annotated[str, StringConstraints(max_length=40)]


class ActivationIn(Input):
    """A program asks for a place: by a person who signed in, by the activation code, or by the number alone."""

    number: str = Field(default="", max_length=60)
    license: str = Field(default="", max_length=16)
    code: str = Field(default="", max_length=40)
    product: str = Field(min_length=1, max_length=40, pattern=r"^[a-z0-9][a-z0-9_\-]*$")
    version: Version = ""
    device: MachineIn
    public_key: str = Field(default="", pattern=r"^([A-Za-z0-9+/]{43}=)?$", max_length=44)
    same_as: str = Field(default="", max_length=16)
    is_new: bool = False
    wants_file: bool = False
    language: Language = ""
    nonce: Nonce = ""

    @model_validator(mode="after")
    def names_a_license(self) -> ActivationIn:
        if bool(self.number) == bool(self.license):
            raise ValueError("either the number or the id of a license is needed")
        return self


class CheckIn(Input):
    """A program asks whether it may work; one that keeps books also says for which entity it works now."""

    version: Version = ""
    language: Language = ""
    nonce: Nonce = ""
    parts: PartsIn | None = None
    entity: str = Field(default="", max_length=40)
    entity_name: str = Field(default="", max_length=200)


class HeartbeatIn(Input):
    """A program says that it runs."""

    language: Language = ""
    nonce: Nonce = ""


class FileIn(Input):
    """A program wants to work without the internet."""

    parts: PartsIn


class WitnessIn(Input):
    """A program signs the code that somebody was shown in their case."""

    code: str = Field(min_length=1, max_length=20, pattern=r"^[A-Za-z0-9 \-]*$")
    signature: str = Field(pattern=r"^[A-Za-z0-9+/]{86}==$", max_length=88)


class WitnessedOut(Schema):
    """The word of this device counts."""

    device: str


class NothingIn(Input):
    """An act that needs no words."""


class NextStepOut(Schema):
    """The one thing to do now."""

    code: str
    sentence: str
    url: str


class NoticeOut(Schema):
    """Something for the person before the program."""

    code: str
    weight: int
    sentence: str
    url: str


class EntityStandingOut(Schema):
    """The entity for which the program works: registered, or until when it can be changed without that."""

    tax_id: str
    state: str
    read_only_from: date | None
    sentence: str

    @classmethod
    def of(cls, standing: EntityStanding, sentence: str) -> EntityStandingOut:
        return cls(**standing.signed, sentence=sentence)


class AnswerOut(Schema):
    """Whether the program may work, how much it does, and when to ask again; `signed` holds the same as KL1."""

    verdict: str
    mode: str
    sentence: str
    language: str
    next_step: NextStepOut
    license: str
    device: str
    product: str
    at: str
    next_contact_at: str
    works_until: str
    valid_to: str | None
    grace_to: str | None
    size: int
    metric: str
    taken: int
    notices: list[NoticeOut]
    # Null where the program named no entity, or the license keeps no books of clients.
    entity: EntityStandingOut | None
    nonce: str
    signed: str

    @classmethod
    def of(cls, answer: Answer, signed: str) -> AnswerOut:
        entity, told = answer.entity, dict(answer.payload)
        told["entity"] = EntityStandingOut.of(entity, answer.entity_sentence) if entity else None
        return cls(
            **told,
            sentence=answer.sentence,
            language=answer.language,
            next_step=NextStepOut(**answer.next_step),
            notices=[NoticeOut(**vars(notice)) for notice in answer.notices],
            signed=signed,
        )


class ActivatedOut(Schema):
    """The place; the secret is told this once."""

    device: str
    device_secret: str
    recognized: bool
    answer: AnswerOut
    signed: str
    file: str | None


class ReleasedOut(Schema):
    """A place was freed; while a license file lives on the device, the seat returns only when it ends."""

    device: str
    seat_returns_at: datetime | None


class FileOut(Schema):
    """A license file, as one line of text."""

    file: str
    expires_at: datetime
    counter: int


class DeviceOut(Schema):
    """A device that has a place."""

    id: str
    name: str
    system: str
    version: str
    how: str
    activated_at: datetime
    activated_by: str
    last_seen_at: datetime
    running: bool
    lease_until: datetime | None
    file_until: datetime | None

    @classmethod
    def of(cls, row: Activation, *, running: bool) -> DeviceOut:
        by = row.activated_by
        return cls(
            id=row.device.public_id,
            name=row.device.name,
            system=row.device.system,
            version=row.device.program_version,
            how=row.how,
            activated_at=row.activated_at,
            activated_by=by.display_name if by else "",
            last_seen_at=row.device.last_seen_at,
            running=running,
            lease_until=row.lease_until,
            file_until=row.file_until,
        )


class DevicesOut(Schema):
    """Some devices of a license, and how many places are taken; `next` asks for the following ones."""

    license: str
    size: int
    metric: str
    taken: int
    devices: list[DeviceOut]
    next: str | None


class DeviceInShort(Schema):
    """A device in a refusal."""

    id: str
    name: str
    system: str
    last_seen_at: datetime
    activated_at: datetime


class ProblemWithDevices(Problem):
    """A refusal that names the devices about which this caller may decide."""

    devices: list[DeviceInShort] = []
    verdict: str | None = None
