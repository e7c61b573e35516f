"""What an application learns about the clients that somebody of an office serves."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from ninja import Schema

from klucznik.companies.models import Company
from klucznik.members.models import ProductAccess
from klucznik.offices.models import Client, PowerKind, Share
from klucznik.offices.opening import Opening


class OfficeOut(Schema):
    """An office in which the person works."""

    id: str
    name: str

    @classmethod
    def of(cls, office: Company) -> OfficeOut:
        return cls(id=office.public_id, name=office.name)


class SharedOut(Schema):
    """What the office shares with the client now, and what the client lets it do."""

    product: str
    state: str
    starts_on: date
    # The client's own company in the portal, from the acceptance on.
    company: str | None
    # Under what an application keeps its documents.
    documents: str | None
    may_work: bool
    may_read_data: bool
    may_see_people: bool

    @classmethod
    def of(cls, share: Share, powers: set[str]) -> SharedOut:
        company = share.company if share.accepted_at else None
        return cls(
            product=share.product.code,
            state=share.state.value,
            starts_on=share.starts_on,
            company=company.public_id if company else None,
            documents=company.documents_id if company else None,
            may_work=PowerKind.WORK in powers,
            may_read_data=PowerKind.DATA in powers,
            may_see_people=PowerKind.PEOPLE in powers,
        )


class ServedClientOut(Schema):
    """A client that the signed-in person serves."""

    id: str
    name: str
    tax_id: str
    office: OfficeOut
    shared: SharedOut | None

    @classmethod
    def of(cls, client: Client, share: Share | None, powers: set[str]) -> ServedClientOut:
        return cls(
            id=client.public_id,
            name=client.name,
            tax_id=str(client.tax_id),
            office=OfficeOut.of(client.office),
            shared=SharedOut.of(share, powers) if share else None,
        )


class ServedClientsOut(Schema):
    """A page of clients; `next` asks for the following one."""

    clients: list[ServedClientOut]
    next: str | None


class OfficeAccessOut(Schema):
    """Whether the signed-in person opens a product for a client, why, and where to send them next."""

    product: str
    name: str
    opens: bool
    mode: str
    verdict: str
    sentence: str
    url: str
    since: datetime | None
    until: datetime | None

    @classmethod
    def of(cls, opening: Opening) -> OfficeAccessOut:
        return cls(
            product=opening.product.code,
            name=opening.product.name,
            opens=opening.opens,
            mode=opening.mode.value,
            verdict=opening.verdict.value,
            sentence=opening.sentence,
            url=f"{settings.PUBLIC_URL}{opening.client.get_absolute_url()}",
            since=opening.since,
            until=opening.until,
        )


class ClientCompanyOut(Schema):
    """The company data of a client that lets the office read them."""

    id: str
    name: str
    tax_id: str
    street: str
    postcode: str
    city: str
    email: str
    phone: str

    @classmethod
    def of(cls, company: Company) -> ClientCompanyOut:
        return cls(
            id=company.public_id,
            name=company.name,
            tax_id=str(company.tax_id),
            street=company.street,
            postcode=company.postcode,
            city=company.city,
            email=company.email,
            phone=company.phone,
        )


class ClientPersonOut(Schema):
    """Somebody of the client who opens what the office shares."""

    name: str
    since: datetime
    until: datetime | None

    @classmethod
    def of(cls, access: ProductAccess) -> ClientPersonOut:
        return cls(
            name=access.membership.user.display_name, since=access.granted_at, until=access.until
        )


class ClientPeopleOut(Schema):
    """A page of people; `next` asks for the following one."""

    product: str
    people: list[ClientPersonOut]
    next: str | None


class FromOfficeOut(Schema):
    """What an office shares with a company, as the company itself sees it."""

    id: str
    office: OfficeOut
    product: str
    state: str
    starts_on: date
    accepted_at: datetime | None
    ended_at: datetime | None
    reading_until: datetime | None

    @classmethod
    def of(cls, share: Share) -> FromOfficeOut:
        return cls(
            id=share.public_id,
            office=OfficeOut.of(share.office),
            product=share.product.code,
            state=share.state.value,
            starts_on=share.starts_on,
            accepted_at=share.accepted_at,
            ended_at=share.ended_at,
            reading_until=share.reading_until,
        )


class FromOfficesOut(Schema):
    """All that offices share with a company, the newest first."""

    shares: list[FromOfficeOut]
