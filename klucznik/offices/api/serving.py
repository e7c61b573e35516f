"""What an application asks on behalf of somebody of an office: whom they serve, and what they may do there."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import translation
from ninja import Query, Router

from klucznik.catalog.models import Product
from klucznik.companies.api import person
from klucznik.core.paging import keyset
from klucznik.core.problems import Problem
from klucznik.members.models import ProductAccess
from klucznik.offices.api.answers import (
    ClientCompanyOut,
    ClientPeopleOut,
    ClientPersonOut,
    OfficeAccessOut,
    ServedClientOut,
    ServedClientsOut,
)
from klucznik.offices.models import Client, PowerKind
from klucznik.offices.opening import (
    explain_opening,
    served_clients,
    share_with_power,
    within_reach,
)
from klucznik.offices.serving_people import current_shares, shared_with

router = Router(tags=["office clients"])
Language = Annotated[Literal["", "pl", "en"], Query()]
After = Annotated[str, Query(max_length=2000)]


@router.get("/clients", response=ServedClientsOut)
def clients(
    request: HttpRequest,
    product: Annotated[str, Query(max_length=40)] = "",
    after: After = "",
) -> ServedClientsOut:
    """The clients that the signed-in person serves, in all offices, fifty at a time; `product` narrows them."""
    rows = served_clients(person(request))
    page = keyset(shared_with(rows, product) if product else rows, ("name", "id"), after)
    shares = current_shares(page.rows)
    found = [ServedClientOut.of(row, *shares.get(row.pk, (None, set()))) for row in page.rows]
    return ServedClientsOut(clients=found, next=page.next)


@router.get("/clients/{client}", response={200: ServedClientOut, 404: Problem})
def served_client(request: HttpRequest, client: str) -> ServedClientOut:
    """One client that the signed-in person serves."""
    found = client_of(request, client)
    share, powers = current_shares([found]).get(found.pk, (None, set()))
    return ServedClientOut.of(found, share, powers)


@router.get(
    "/clients/{client}/access/{product}", response={200: OfficeAccessOut, (403, 404): Problem}
)
def access(
    request: HttpRequest, client: str, product: str, language: Language = ""
) -> OfficeAccessOut:
    """Whether the signed-in person opens the product for a client that they serve, and why not."""
    served = get_object_or_404(within_reach(person(request)), public_id=client)
    found = get_object_or_404(Product.objects.programs(), code=product)
    with translation.override(language or translation.get_language()):
        return OfficeAccessOut.of(explain_opening(person(request), served, found))


@router.get("/clients/{client}/company", response={200: ClientCompanyOut, (403, 404): Problem})
def company(request: HttpRequest, client: str) -> ClientCompanyOut:
    """The company data of a client, as long as the client lets the office read them."""
    share = share_with_power(client_of(request, client), PowerKind.DATA)
    assert share.company is not None
    return ClientCompanyOut.of(share.company)


@router.get("/clients/{client}/people", response={200: ClientPeopleOut, (403, 404): Problem})
def people(request: HttpRequest, client: str, after: After = "") -> ClientPeopleOut:
    """Who of the client opens what the office shares, as long as the client lets the office see it."""
    share = share_with_power(client_of(request, client), PowerKind.PEOPLE)
    held = ProductAccess.objects.active().filter(
        membership__company=share.company_id, product=share.product
    )
    page = keyset(held.select_related("membership__user"), ("id",), after)
    found = [ClientPersonOut.of(row) for row in page.rows]
    return ClientPeopleOut(product=share.product.code, people=found, next=page.next)


def client_of(request: HttpRequest, client: str) -> Client:
    """A client that the caller serves, or 404."""
    return get_object_or_404(served_clients(person(request)), public_id=client)
