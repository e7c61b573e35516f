"""The clients of an office for programs: listed, registered, renamed, deregistered."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status

from klucznik.catalog.models import Product
from klucznik.companies.api import member, person
from klucznik.companies.models import Membership
from klucznik.companies.permissions import Permission
from klucznik.companies.tax_ids import TaxId
from klucznik.core.paging import keyset
from klucznik.core.problems import Problem
from klucznik.offices.actions.clients import end_client, register_client, rename_client
from klucznik.offices.errors import NotAnOffice
from klucznik.offices.limits import clients_of, shares_of, sharing_licenses
from klucznik.offices.models import Client, Share
from klucznik.offices.models.clients import ClientQuerySet
from klucznik.offices.schemas import (
    ClientChangeIn,
    ClientIn,
    ClientOut,
    ClientsOut,
    CounterOut,
    PlacesOut,
    SharesOfLicenseOut,
)
from klucznik.offices.standing import is_office, visible_clients

router = Router(tags=["office clients"])
REFUSALS = (401, 403, 404, 409, 422, 429)
State = Annotated[Literal["", "registered", "unregistered", "ended"], Query()]


@router.get("/{company}/clients", response={200: ClientsOut, (401, 403, 404, 422): Problem})
def clients(
    request: HttpRequest,
    company: str,
    state: State = "",
    tax_id: Annotated[str, Query(max_length=40)] = "",
    after: Annotated[str, Query(max_length=2000)] = "",
) -> ClientsOut:
    """The clients that the caller sees, fifty at a time: those of today, or in one state, or of one tax ID."""
    place = place_in(request, company, Permission.CLIENTS_SERVE)
    rows = of_state(Client.objects.filter(pk__in=visible_clients(place).values("pk")), state)
    if tax_id:
        wanted = TaxId.parse(tax_id)
        rows = rows.filter(country=wanted.country, tax_number=wanted.number)
    page = keyset(rows.select_related("program"), ("name", "id"), after)
    shares = last_shares(page.rows)
    found = [ClientOut.of(row, shares.get(row.pk)) for row in page.rows]
    return ClientsOut(clients=found, next=page.next)


@router.get("/{company}/clients/places", response={200: list[PlacesOut], (401, 403, 404): Problem})
def places(request: HttpRequest, company: str) -> list[PlacesOut]:
    """How many clients and shares the office has, and how many it may have, program by program."""
    place = place_in(request, company, Permission.CLIENTS_MANAGE)
    licenses = sharing_licenses(place.company)
    programs = {one.product_id: one.product for one in licenses}
    return [
        PlacesOut(
            program=program.code,
            product=program.rules.shares,
            clients=CounterOut.of(clients_of(place.company, program)),
            licenses=[
                SharesOfLicenseOut(license=one.public_id, shares=CounterOut.of(shares_of(one)))
                for one in licenses
                if one.product_id == key
            ],
        )
        for key, program in programs.items()
    ]


@router.post("/{company}/clients", response={201: ClientOut, REFUSALS: Problem})
def register(request: HttpRequest, company: str, asked: ClientIn) -> Status[ClientOut]:
    """Register a client while the licenses of the office have a place for it."""
    place = place_in(request, company, Permission.CLIENTS_MANAGE)
    program = get_object_or_404(Product.objects.select_related("line"), code=asked.program)
    client = register_client(
        person(request),
        place.company,
        program=program,
        tax_id=TaxId.parse(asked.tax_id),
        name=asked.name,
        source=Client.Source.PROGRAM,
    )
    return Status(201, ClientOut.of(client))


@router.get("/{company}/clients/{client}", response={200: ClientOut, (401, 403, 404): Problem})
def client(request: HttpRequest, company: str, client: str) -> ClientOut:
    """One client that the caller sees."""
    found = client_of(place_in(request, company, Permission.CLIENTS_SERVE), client)
    return ClientOut.of(found, last_shares([found]).get(found.pk))


@router.post("/{company}/clients/{client}", response={200: ClientOut, REFUSALS: Problem})
def rename(request: HttpRequest, company: str, client: str, asked: ClientChangeIn) -> ClientOut:
    """Change the name. The tax ID of a client is never changed: another number is another client."""
    found = client_of(place_in(request, company, Permission.CLIENTS_MANAGE), client)
    tax_id = TaxId.parse(asked.tax_id) if asked.tax_id else None
    changed = rename_client(person(request), found, name=asked.name, tax_id=tax_id)
    return ClientOut.of(changed, last_shares([changed]).get(changed.pk))


@router.delete(
    "/{company}/clients/{client}", response={200: ClientOut, (401, 403, 404, 409): Problem}
)
def end(request: HttpRequest, company: str, client: str) -> ClientOut:
    """Deregister a client: what is shared with it ends, and its places are free."""
    found = client_of(place_in(request, company, Permission.CLIENTS_MANAGE), client)
    ended = end_client(person(request), found)
    return ClientOut.of(ended, last_shares([ended]).get(ended.pk))


def place_in(request: HttpRequest, company: str, permission: Permission) -> Membership:
    """The caller's place in an accounting office."""
    place = member(request, company, permission)
    if not is_office(place.company):
        raise NotAnOffice
    return place


def client_of(place: Membership, client: str) -> Client:
    """A client that the caller sees, or 404."""
    rows = visible_clients(place).select_related("program", "office")
    return get_object_or_404(rows, public_id=client)


def of_state(rows: ClientQuerySet, state: str) -> ClientQuerySet:
    if state == "ended":
        return rows.filter(ended_at__isnull=False)
    chosen = {"registered": rows.registered, "unregistered": rows.unregistered}
    return chosen.get(state, rows.current)()


def last_shares(clients: list[Client]) -> dict[int, Share]:
    """Of each client the share that it has, or the last one that it had."""
    rows = Share.objects.filter(client__in=clients).select_related("client", "license", "product")
    return {share.client_id: share for share in rows.order_by("id")}
