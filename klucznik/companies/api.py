"""Companies for programs: the same acts, limits and refusals as on the pages."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Router, Status
from ninja.security import django_auth

from klucznik.accounts.models import User
from klucznik.companies.actions.connecting import connect_company
from klucznik.companies.demands import lacks_factor
from klucznik.companies.errors import FactorDemanded, NumberDoesNotFit, NumberOfInvitation
from klucznik.companies.models import Company, Membership
from klucznik.companies.permissions import Permission, may
from klucznik.companies.proofs import invited_number
from klucznik.companies.schemas import CompanyOut, ConnectIn, MeOut
from klucznik.companies.tax_ids import TaxId
from klucznik.companies.trying import count_lookup, count_number
from klucznik.core.errors import DomainError
from klucznik.core.problems import Problem
from klucznik.core.provenance import client_address
from klucznik.programs.bearers import PersonToken

router = Router(tags=["companies"])
me = Router(tags=["program sign-in"])


class NoRight(DomainError):
    code = "no_right"
    status = 403
    help = "no-rights"
    message = _(
        "You do not have the right to do this. A global administrator of the company can do it."
    )


def person(request: HttpRequest) -> User:
    """Who is signed in (the API's authentication made sure)."""
    assert isinstance(request.user, User)
    return request.user


def member(request: HttpRequest, company: str, permission: Permission) -> Membership:
    """The caller's place in a company: 404 for a stranger, 403 without the right."""
    place = (
        Membership.objects.active()
        .select_related("company")
        .filter(company__public_id=company, user=person(request))
        .first()
    )
    if place is None:
        raise Http404
    place.user = person(request)
    if lacks_factor(place):
        raise FactorDemanded
    if not may(place, permission):
        raise NoRight
    return place


@me.get("", auth=[PersonToken(), django_auth], response={200: MeOut, (401, 403): Problem})
def who(request: HttpRequest) -> MeOut:
    """For whom a program acts, and in which companies."""
    return MeOut.of(person(request), companies_of(person(request)))


@router.get("", response=list[CompanyOut])
def companies(request: HttpRequest) -> list[CompanyOut]:
    """The companies of the signed-in person."""
    return companies_of(person(request))


def companies_of(user: User) -> list[CompanyOut]:
    places = Membership.objects.active().filter(user=user).select_related("company")
    return [CompanyOut.of(place) for place in places.order_by("company__name", "id")[:500]]


@router.post("", response={201: CompanyOut, (404, 409, 422, 429): Problem})
def connect(request: HttpRequest, asked: ConnectIn) -> Status[CompanyOut]:
    """Connect a company by tax ID and license number; the person becomes associated with it."""
    tax_id, address = TaxId.parse(asked.tax_id), client_address(request)
    count_lookup(person(request), address)
    company = Company.objects.open().with_tax_id(tax_id).first()
    if company is None:
        raise NumberDoesNotFit
    count_number(person(request), company, address)
    try:
        place = connect_company(
            person(request), company, statement=asked.statement, license_number=asked.license_number
        )
    except NumberOfInvitation:
        invited_number().lead_on(person(request), tax_id, asked.license_number)
        raise
    return Status(201, CompanyOut.of(place))
