"""Access to products for programs: a check is an answer, never an error."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import translation
from ninja import Query, Router

from klucznik.catalog.models import Product
from klucznik.companies.api import member, person
from klucznik.companies.models import Membership
from klucznik.companies.permissions import Permission
from klucznik.core.problems import Problem
from klucznik.members.explaining import explain, explain_all
from klucznik.members.schemas import AccessOut

router = Router(tags=["access"])
Language = Annotated[Literal["", "pl", "en"], Query()]


@router.get("/{company}/access", response={200: list[AccessOut], (403, 404): Problem})
def accesses(request: HttpRequest, company: str, language: Language = "") -> list[AccessOut]:
    """What the signed-in person opens in a company, product by product."""
    place = own_place(request, company)
    with translation.override(language or translation.get_language()):
        return [AccessOut.of(answer) for answer in explain_all(place)]


@router.get("/{company}/access/{product}", response={200: AccessOut, (403, 404): Problem})
def access(request: HttpRequest, company: str, product: str, language: Language = "") -> AccessOut:
    """Whether the signed-in person opens one product; the address leads on when they do not."""
    place = own_place(request, company)
    found = get_object_or_404(Product.objects.all(), code=product)
    with translation.override(language or translation.get_language()):
        return AccessOut.of(explain(place, found))


def own_place(request: HttpRequest, company: str) -> Membership:
    place = member(request, company, Permission.PRODUCTS_READ)
    place.user = person(request)
    return place
