"""Licenses for programs: what a company has, registering a license and its entities, the keys that sign."""

from __future__ import annotations

from typing import Annotated

from django.http import Http404, HttpRequest
from ninja import Query, Router, Status

from klucznik.catalog.rules import Way
from klucznik.companies.api import member, person
from klucznik.companies.models import Company, Membership
from klucznik.companies.permissions import Permission, may
from klucznik.companies.tax_ids import TaxId
from klucznik.core.paging import keyset
from klucznik.core.problems import Problem
from klucznik.core.provenance import client_address
from klucznik.licensing.actions.entities import register_entity
from klucznik.licensing.actions.registering import register_license
from klucznik.licensing.counting import used_of
from klucznik.licensing.finding import license_with_code, license_with_number, licenses_seen_by
from klucznik.licensing.models import SHELVES, Entity, License, SigningKey
from klucznik.licensing.schemas import (
    EntityByCodeIn,
    EntityIn,
    EntityOut,
    KeyOut,
    KeysOut,
    LicenseOut,
    LicensesOut,
    LicenseStateOut,
    RegistrationIn,
    RegistrationOut,
)
from klucznik.licensing.trying import count_code, count_number, forgive_code, forgive_number

router = Router(tags=["licenses"])
programs = Router(tags=["programs"])
REFUSALS = (401, 403, 404, 409, 422, 429)


@router.get("/{company}/licenses", response={200: LicensesOut, (403, 404): Problem})
def licenses(
    request: HttpRequest, company: str, after: Annotated[str, Query(max_length=300)] = ""
) -> LicensesOut:
    """The licenses of a company, fifty at a time."""
    place = member(request, company, Permission.PRODUCTS_READ)
    page = keyset(License.objects.filter(company=place.company).told(), SHELVES, after)
    shown, used = may(place, Permission.LICENSES_READ), used_of(page.rows)
    found = [LicenseOut.of(row, used=used.get(row.pk), with_number=shown) for row in page.rows]
    return LicensesOut(licenses=found, next=page.next)


@programs.post("/licenses/register", response={200: RegistrationOut, REFUSALS: Problem})
def register(request: HttpRequest, asked: RegistrationIn) -> RegistrationOut:
    """Register a license that the vendor issued to this company, from inside a program."""
    place, address = place_of(request, asked), client_address(request)
    count_number(person(request), address)
    license = license_with_number(place.company, asked.number, asked.program)
    registration = register_license(
        person(request),
        license,
        way=Way.ONLINE,
        program=asked.program,
        program_version=asked.version,
        seller=asked.seller,
        care_partner=asked.care_partner,
        place_of_use=asked.place_of_use,
        statements=asked.statements,
    )
    forgive_number(person(request), address)
    return RegistrationOut.of(registration.license)


@programs.get("/licenses/{license}", response={200: LicenseStateOut, (401, 403, 404): Problem})
def license_state(request: HttpRequest, license: str) -> LicenseStateOut:
    """One license of a company of the caller; its number is masked for those who may not see it."""
    found, place = license_of(request, license, Permission.PRODUCTS_READ)
    shown, used = may(place, Permission.LICENSES_READ), used_of([found]).get(found.pk)
    return LicenseStateOut.of(found, used=used, with_number=shown)


@programs.post("/licenses/{license}/entities", response={201: EntityOut, REFUSALS: Problem})
def add_entity(request: HttpRequest, license: str, asked: EntityIn) -> Status[EntityOut]:
    """Register an entity whose books the program keeps."""
    found, _place = license_of(request, license, Permission.LICENSES_REGISTER)
    entity = register_entity(
        person(request),
        found,
        tax_id=TaxId.parse(asked.tax_id),
        name=asked.name,
        kind=asked.kind,
        source=Entity.Source.PROGRAM,
    )
    return Status(201, EntityOut.of(entity))


@programs.post(
    "/entities/by-code", auth=None, response={201: EntityOut, (404, 409, 422, 429): Problem}
)
def add_entity_by_code(request: HttpRequest, asked: EntityByCodeIn) -> Status[EntityOut]:
    """Register an entity without a sign-in: whoever has the activation code may. The number alone does nothing."""
    tax_id, address = TaxId.parse(asked.tax_id), client_address(request)
    count_code(asked.number, address)
    license = license_with_code(asked.number, asked.activation_code)
    is_own = tax_id == license.company.tax_id
    kind = Entity.Kind.OWN if is_own else Entity.Kind.CLIENT
    entity = register_entity(
        None, license, tax_id=tax_id, name=asked.name, kind=kind, source=Entity.Source.CODE
    )
    forgive_code(asked.number, address)
    return Status(201, EntityOut.of(entity))


@programs.get("/keys", auth=None, response=KeysOut)
def keys(request: HttpRequest) -> KeysOut:
    """The public halves of all keys, also retired and revoked ones: whoever verifies needs nothing else."""
    rows = SigningKey.objects.order_by("-active_from", "-pk")[:100]
    return KeysOut(
        keys=[
            KeyOut(
                key_id=row.key_id,
                public_key=row.public_key,
                active_from=row.active_from,
                retired_at=row.retired_at,
                revoked_at=row.revoked_at,
            )
            for row in rows
        ]
    )


def place_of(request: HttpRequest, asked: RegistrationIn) -> Membership:
    """The caller's place in the company that is meant; one that is not theirs reads like one that never was."""
    company = asked.company
    if asked.tax_id:
        own = Company.objects.visible_to(person(request))
        company = (
            own.with_tax_id(TaxId.parse(asked.tax_id)).values_list("public_id", flat=True).first()
            or ""
        )
    if not company:
        raise Http404
    return member(request, company, Permission.LICENSES_REGISTER)


def license_of(
    request: HttpRequest, license: str, permission: Permission
) -> tuple[License, Membership]:
    """A license of the caller's companies with their place there: 404 for a stranger, 403 without the right."""
    found = licenses_seen_by(person(request)).filter(public_id=license).first()
    if found is None:
        raise Http404
    place = member(request, found.company.public_id, permission)
    found.company = place.company
    return found, place
