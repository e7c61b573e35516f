"""F13: a program registers the entity for which it works, once it is connected to the right account."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Status

from klucznik.companies.api import member, person
from klucznik.companies.permissions import Permission
from klucznik.companies.tax_ids import TaxId
from klucznik.core.problems import Problem
from klucznik.core.provenance import client_address
from klucznik.devices.entities import EntityStanding
from klucznik.licensing.models import License
from klucznik.licensing.schemas import EntityOut
from klucznik.offices.actions.entities import (
    Chosen,
    register_as_client,
    register_as_own,
    register_later,
)
from klucznik.offices.registrations import connected, office_license, own_license
from klucznik.offices.schemas import (
    ClientOut,
    OfficeEntityIn,
    OfficeEntityOut,
    ProblemWithAccount,
)
from klucznik.offices.trying import count_numbers, take_back_numbers
from klucznik.offices.unregistered import standing_of

router = Router(tags=["programs"])
NEEDED = {
    "client": Permission.CLIENTS_MANAGE,
    "own": Permission.LICENSES_REGISTER,
    "later": Permission.CLIENTS_SERVE,
}


@router.post(
    "/office-entities",
    response={201: OfficeEntityOut, (403, 409): ProblemWithAccount, (401, 422, 429): Problem},
)
def register_entity(request: HttpRequest, asked: OfficeEntityIn) -> Status[OfficeEntityOut]:
    """Register the entity as the office's client or as the company's own one, or note that it waits."""
    tax_id = TaxId.parse(asked.tax_id)
    license = license_meant(request, asked, tax_id)
    member(request, license.company.public_id, NEEDED[asked.choice])
    done = chosen(request, license, asked, tax_id)
    standing = standing_of(license.company, tax_id)
    assert standing is not None
    return Status(201, told(license, done, standing))


def license_meant(request: HttpRequest, asked: OfficeEntityIn, tax_id: TaxId) -> License:
    """The license of the caller's company that is meant; each number is a try, those of their own are taken back."""
    actor, address = person(request), client_address(request)
    count_numbers(actor, address, len(asked.numbers))
    found = connected(actor, asked.numbers)
    take_back_numbers(actor, address, len(found.own))
    if asked.choice == "own":
        return own_license(found, tax_id)
    return office_license(found, tax_id, asked.company)


def chosen(request: HttpRequest, license: License, asked: OfficeEntityIn, tax_id: TaxId) -> Chosen:
    actor, name = person(request), asked.name
    if asked.choice == "client":
        return register_as_client(actor, license, tax_id=tax_id, name=name)
    if asked.choice == "own":
        return register_as_own(actor, license, tax_id=tax_id, name=name)
    first = asked.first_run_on
    return register_later(actor, license, tax_id=tax_id, name=name, first_run_on=first)


def told(license: License, done: Chosen, standing: EntityStanding) -> OfficeEntityOut:
    return OfficeEntityOut(
        company=license.company.public_id,
        **standing.signed,
        sentence=standing.sentence,
        client=ClientOut.of(done.client) if done.client else None,
        entity=EntityOut.of(done.entity) if done.entity else None,
    )
