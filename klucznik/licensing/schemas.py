"""What programs receive about licenses."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field, field_validator, model_validator

from klucznik.core.problems import Input
from klucznik.core.text import clean_line
from klucznik.licensing.entitlements import facts_of
from klucznik.licensing.models import Entity, License
from klucznik.licensing.registrations import to_do
from klucznik.licensing.terms import Statement
from klucznik.licensing.validation import judge


class LicenseOut(Schema):
    """A license; its number is masked for those who may not see it."""

    id: str
    product: str
    line: str
    number: str
    metric: str
    # The same as `size`, under its older name.
    amount: int
    size: int
    # How much of the size is used; null where the portal does not count it.
    used: int | None
    edition: str
    status: str
    verdict: str
    mode: str
    valid_from: date
    valid_to: date | None
    grace_to: date | None

    @classmethod
    def of(cls, license: License, *, used: int | None, with_number: bool) -> LicenseOut:
        facts = facts_of(license)
        judgement = judge(facts)
        return cls(
            id=license.public_id,
            product=license.product.code,
            line=license.product.line.code,
            number=license.number if with_number else license.number_masked,
            metric=license.metric,
            amount=license.size,
            size=license.size,
            used=used,
            edition=license.edition,
            status=license.status,
            verdict=judgement.verdict,
            mode=judgement.mode,
            valid_from=license.valid_from,
            valid_to=license.valid_to,
            grace_to=facts.grace_to,
        )


class LicensesOut(Schema):
    """Some licenses, and the mark at which the next ones begin."""

    licenses: list[LicenseOut]
    next: str | None


class LicenseStateOut(LicenseOut):
    """One license with what a program asks after it was registered."""

    variant: str
    registered_at: datetime | None
    next_step: str

    @classmethod
    def of(cls, license: License, *, used: int | None, with_number: bool) -> LicenseStateOut:
        plain = LicenseOut.of(license, used=used, with_number=with_number)
        return cls(
            **plain.dict(),
            variant=license.variant,
            registered_at=license.registered_at,
            next_step=to_do(license).value,
        )


Line200 = Annotated[str, Field(max_length=200)]
Line120 = Annotated[str, Field(max_length=120)]
Line40 = Annotated[str, Field(max_length=40)]
Number = Annotated[str, Field(min_length=1, max_length=60)]


class OneLine(Input):
    """Text that people will read: one line, without anything invisible."""

    @field_validator("*", mode="after")
    @classmethod
    def one_line(cls, value: Any) -> Any:
        return clean_line(value) if isinstance(value, str) else value


class RegistrationIn(OneLine):
    """What a program sends to register a license; the company by its id or by its tax ID."""

    number: Number
    company: Annotated[str, Field(max_length=16)] = ""
    tax_id: Line40 = ""
    program: Line40 = ""
    version: Line40 = ""
    seller: Line120 = ""
    care_partner: Line120 = ""
    place_of_use: Line200 = ""
    statements: Annotated[list[Statement], Field(max_length=10)] = []

    @model_validator(mode="after")
    def one_company(self) -> RegistrationIn:
        if bool(self.company) == bool(self.tax_id):
            raise ValueError("name the company by exactly one of company and tax_id")
        return self


class RegistrationOut(Schema):
    """What became of it. The code itself comes by e-mail, never here."""

    license: str
    status: str
    next_step: str
    activation_code_sent: bool

    @classmethod
    def of(cls, license: License) -> RegistrationOut:
        return cls(
            license=license.public_id,
            status=license.status,
            next_step=to_do(license).value,
            activation_code_sent=bool(license.code_nonce),
        )


class EntityIn(OneLine):
    """An entity that a program registers."""

    tax_id: Line40
    name: Annotated[str, Field(min_length=1, max_length=200)]
    kind: Literal["own", "client"] = "own"


class EntityByCodeIn(OneLine):
    """The same without a sign-in: the license by number and activation code."""

    number: Number
    activation_code: Number
    tax_id: Line40
    name: Annotated[str, Field(min_length=1, max_length=200)]


class EntityOut(Schema):
    """A registered entity."""

    id: str
    license: str
    tax_id: str
    name: str
    kind: str
    registered_at: datetime

    @classmethod
    def of(cls, entity: Entity) -> EntityOut:
        return cls(
            id=entity.public_id,
            license=entity.license.public_id,
            tax_id=f"{entity.country}{entity.tax_number}",
            name=entity.name,
            kind=entity.kind,
            registered_at=entity.registered_at,
        )


class KeyOut(Schema):
    """The public half of a key that signs license files and answers."""

    key_id: str
    public_key: str
    active_from: datetime
    retired_at: datetime | None
    revoked_at: datetime | None


class KeysOut(Schema):
    """All keys that ever signed, the newest first."""

    keys: list[KeyOut]
