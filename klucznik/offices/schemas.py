"""What programs send and receive about offices, clients and shares."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import StringConstraints, field_validator

from klucznik.core.problems import Input, Problem
from klucznik.core.text import clean_line
from klucznik.licensing.schemas import EntityOut
from klucznik.offices.limits import Counter
from klucznik.offices.models import Client, Share

Line120 = Annotated[str, Field(max_length=120)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
TaxIdText = Annotated[str, Field(max_length=40)]
Code = Annotated[str, StringConstraints(max_length=40, pattern=r"^[a-z0-9][a-z0-9_\-]*$")]
Number = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class OneLine(Input):
    """Text that people will read: one line, without anything invisible."""

    @field_validator("*", mode="after")
    @classmethod
    def one_line(cls, value: Any) -> Any:
        return clean_line(value) if isinstance(value, str) else value


class FindShareIn(Input):
    """The two numbers that stand on the invitation of an office."""

    tax_id: str = Field(max_length=40)
    license_number: str = Field(min_length=1, max_length=60)


class FindShareOut(Schema):
    """The same for right numbers and wrong ones: what the person does next."""

    next: str
    sentence: str


class ClientIn(OneLine):
    """A firm that the office registers for one of its programs that share."""

    tax_id: TaxIdText
    name: Name
    program: Code


class ClientChangeIn(OneLine):
    """Another name. The tax ID may be sent along; another one is refused."""

    name: Name
    tax_id: TaxIdText = ""


class ShareIn(OneLine):
    """What is shared with a client; name and address stand on the client's invoices."""

    email: str = Field(min_length=3, max_length=254)
    license: str = Field(default="", max_length=16)
    name: str = Field(default="", max_length=200)
    street: Line120 = ""
    postcode: str = Field(default="", max_length=12)
    city: str = Field(default="", max_length=80)
    starts_on: date | None = None
    language: Literal["pl", "en"] = "pl"


class ShareOut(Schema):
    """A share as the office sees it; its number stands in the invitation only."""

    id: str
    client: str
    product: str
    license: str
    state: str
    email: str
    bounced: bool
    starts_on: date
    offered_at: datetime
    accepted_at: datetime | None
    ended_at: datetime | None
    reading_until: datetime | None

    @classmethod
    def of(cls, share: Share) -> ShareOut:
        return cls(
            id=share.public_id,
            client=share.client.public_id,
            product=share.product.code,
            license=share.license.public_id,
            state=share.state.value,
            email=share.email,
            bounced=share.bounced_at is not None,
            starts_on=share.starts_on,
            offered_at=share.offered_at,
            accepted_at=share.accepted_at,
            ended_at=share.ended_at,
            reading_until=share.reading_until,
        )


class ClientOut(Schema):
    """A client of the office, and what is shared with it now or was last."""

    id: str
    program: str
    tax_id: str
    name: str
    state: str
    added_at: datetime
    registered_at: datetime | None
    first_run_at: datetime | None
    read_only_from: date | None
    days_left: int | None
    ended_at: datetime | None
    share: ShareOut | None

    @classmethod
    def of(cls, client: Client, share: Share | None = None) -> ClientOut:
        return cls(
            id=client.public_id,
            program=client.program.code,
            tax_id=str(client.tax_id),
            name=client.name,
            state=state_of(client),
            added_at=client.added_at,
            registered_at=client.registered_at,
            first_run_at=client.first_run_at,
            read_only_from=client.reads_only_from,
            days_left=client.days_left,
            ended_at=client.ended_at,
            share=ShareOut.of(share) if share else None,
        )


def state_of(client: Client) -> str:
    """The words of a check's `entity.state`, and `ended`."""
    if client.ended_at is not None:
        return "ended"
    if client.registered_at is not None:
        return "registered"
    return "read_only" if client.days_left == 0 else "unregistered"


class ClientsOut(Schema):
    """Some clients, and the mark at which the next ones begin."""

    clients: list[ClientOut]
    next: str | None


class CounterOut(Schema):
    """How many of how many; `most` is null without a limit, and `over` says by how many it is exceeded."""

    used: int
    most: int | None
    over: int

    @classmethod
    def of(cls, counter: Counter) -> CounterOut:
        return cls(used=counter.used, most=counter.most, over=counter.over)


class SharesOfLicenseOut(Schema):
    """The shares of one license."""

    license: str
    shares: CounterOut


class PlacesOut(Schema):
    """A program under which the office registers clients: how many it has, and what its licenses share."""

    program: str
    product: str
    clients: CounterOut
    licenses: list[SharesOfLicenseOut]


class OfficeEntityIn(OneLine):
    """A program asks for the registration of the entity for which it works, by the numbers of its licenses."""

    numbers: Annotated[list[Number], Field(min_length=1, max_length=5)]
    tax_id: TaxIdText
    name: Name
    choice: Literal["client", "own", "later"]
    company: str = Field(default="", max_length=16)
    program: Annotated[str, Field(max_length=40)] = ""
    first_run_on: date | None = None


class OfficeEntityOut(Schema):
    """How the entity stands now, with the client or the entity of a license that it became."""

    company: str
    tax_id: str
    state: str
    read_only_from: date | None
    sentence: str
    client: ClientOut | None
    entity: EntityOut | None


class OwnCompanyOut(Schema):
    """A company of the caller, in a refusal."""

    id: str
    name: str


class ProblemWithAccount(Problem):
    """A refusal that says which account is connected, and which companies it has."""

    account: str = ""
    companies: list[OwnCompanyOut] = []
