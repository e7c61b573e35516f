"""What addresses of the module for offices can name: a company as an office, and as a client of another one."""

from __future__ import annotations

from datetime import timedelta

from klucznik.accounts.models import User
from klucznik.companies.marks import make_mark
from klucznik.companies.models import Company, Role
from klucznik.companies.tax_ids import TaxId
from klucznik.core import clock
from klucznik.declarations.models import Declaration
from klucznik.offices.invitations import secret_of
from klucznik.offices.models import Share
from tests import factories
from tests.offices import factory

LONG_AGO = timedelta(days=120)


def of_office(
    company: Company, administrator: User, *, case: Declaration | None = None
) -> dict[str, str]:
    """The company serves a client that was invited; another office asks whether it may serve the company."""
    license = factory.sharing_license(company)
    factory.books_license(company)
    client = factory.client(company, "Kwiaciarnia")
    invited = factory.share(client, license=license)
    tax_id = TaxId("PL", factories.tax_number())
    things = {
        "client": client.public_id,
        "clients <mark>": make_mark(administrator, tax_id),
        "shares <license>": license.public_id,
        "shares <secret>": secret_of(invited),
        "share": _asked(company).public_id,
        "powers <kind>": "work",
    }
    if case is not None:
        _serve(company, case)
        things["keys <case>"] = case.public_id
    return things


def _asked(company: Company) -> Share:
    """Somebody came with the invitation of an office, and the administrators of the company are asked."""
    office = factories.company(f"Biuro {company.pk}", kind=Company.Kind.OFFICE)
    head = factories.person("Olga", "Biurowa", email=f"olga{company.pk}@example.com")
    factories.membership(office, head, Role.GLOBAL_ADMINISTRATOR)
    license = factory.sharing_license(office)
    client = factory.client(office, company.name, tax_number=company.tax_number)
    return factory.share(
        client, license=license, company=company, asked_at=clock.now(), asked_by=head
    )


def _serve(office: Company, case: Declaration) -> None:
    """The office has served the company of the case for so long that its word is asked for."""
    company = case.company
    client = factory.client(office, company.name, tax_number=company.tax_number)
    factory.share(
        client,
        company=company,
        accepted_at=clock.now() - LONG_AGO,
        accepted_by=case.claimant,
    )
