"""What programs send and receive about companies."""

from __future__ import annotations

from ninja import Field, Schema

from klucznik.accounts.models import User
from klucznik.companies.models import Membership
from klucznik.core.problems import Input


class CompanyOut(Schema):
    """A company as one of its members sees it."""

    id: str
    name: str
    tax_id: str
    role: str
    # Under what an application keeps the documents; another one once the company was founded anew.
    documents: str

    @classmethod
    def of(cls, membership: Membership) -> CompanyOut:
        company = membership.company
        return cls(
            id=company.public_id,
            name=company.name,
            tax_id=str(company.tax_id),
            role=membership.role,
            documents=company.documents_id,
        )


class MeOut(Schema):
    """The person for whom a program acts."""

    id: str
    name: str
    email: str
    companies: list[CompanyOut]

    @classmethod
    def of(cls, user: User, companies: list[CompanyOut]) -> MeOut:
        return cls(id=user.public_id, name=user.display_name, email=user.email, companies=companies)


class ConnectIn(Input):
    """Connecting a company that is already there."""

    tax_id: str = Field(max_length=40)
    license_number: str = Field("", max_length=60)
    statement: bool
