"""People of an office find their own clients, and nothing else: not through any page, not through any operation."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from config.api import api
from klucznik.companies.models import Role
from klucznik.members.models import ProductAccess
from tests import factories
from tests.offices import factory
from tests.security.addresses import address, parts, routes

pytestmark = pytest.mark.django_db
MADE_UP = "0" * 16
IN_A_COMPANY = [route for route in routes() if route.startswith("companies/<company>/")]
IN_AN_OFFICE = [route for route in IN_A_COMPANY if route.startswith("companies/<company>/clients/")]
ABOUT_A_CLIENT = [route for route in IN_AN_OFFICE if "client" in parts(route)]
PEOPLE = ["ela", "head", "other_employee", "other_head", "associated"]


def operations() -> list[tuple[str, str]]:
    """Every operation that names a company or a client in its address."""
    paths = api.get_openapi_schema()["paths"]
    return [
        (method, path)
        for path, methods in paths.items()
        for method in methods
        if "{company}" in path or "{client}" in path
    ]


@pytest.fixture
def world():
    """One office serves A, given to Ela, and C, given to nobody; another has a client; a third company is nobody's."""
    office, head = factory.office()
    other, other_head = factory.office("Biuro Bilans")
    a, c = factory.client(office, "Alpaka"), factory.client(office, "Cyprys")
    theirs = factory.client(other, "Topola")
    ela, other_employee = factory.employee(office), factory.employee(other)
    factory.assign(a, ela)
    factory.assign(theirs, other_employee)
    shares = {one: factory.active_share(one) for one in (a, c)}
    no_client = factories.company("Zupełnie Obca")
    factories.license(no_client)
    for share in shares.values():
        place = share.company.memberships.get()
        ProductAccess.objects.create(membership=place, product=share.product, granted_by=place.user)
    return SimpleNamespace(
        office=office,
        other=other,
        a=a,
        c=c,
        theirs=theirs,
        companies=[shares[a].company, shares[c].company, no_client],
        people={
            "ela": ela,
            "head": head,
            "other_employee": other_employee,
            "other_head": other_head,
            "associated": factory.employee(office, Role.ASSOCIATED),
        },
    )


def things(company, **more: str) -> dict[str, str]:
    """What stands in the variable parts: the company, its real people and licenses, the rest made up."""
    names = {name for route in IN_A_COMPANY for name in parts(route)}
    license, place = company.licenses.first(), company.memberships.first()
    real = {
        "company": company.public_id,
        "license": license.public_id if license else MADE_UP,
        "member": place.public_id if place else MADE_UP,
        "product": "subiekt-123",
    }
    return dict.fromkeys(names, MADE_UP) | real | more


def test_there_are_addresses_to_try():
    assert len(IN_A_COMPANY) > 80
    assert len(ABOUT_A_CLIENT) >= 2
    assert len(operations()) > 10


@pytest.mark.parametrize("who", PEOPLE)
def test_no_page_of_a_clients_company_or_of_a_stranger_opens_for_people_of_an_office(
    world, sign_in, who
):
    """Not even of the client that the person serves: an office is never a member of its client's company."""
    browser = sign_in(world.people[who])

    # The door is the same for all: the one who might be let in by mistake tries everything everywhere.
    companies = world.companies if who == "ela" else world.companies[1:2]
    methods = [browser.get, browser.post] if who == "ela" else [browser.get]

    found = [
        (company.name, route)
        for company in companies
        for route in IN_A_COMPANY
        for method in methods
        if method(address(route, things(company))).status_code not in (404, 405)
    ]

    assert not found


@pytest.mark.parametrize("who", ["ela", "other_employee", "other_head", "associated"])
def test_a_client_that_the_person_does_not_serve_reads_like_one_that_never_was(world, sign_in, who):
    browser = sign_in(world.people[who])
    office = world.office

    for route in ABOUT_A_CLIENT:
        real = address(route, things(office, client=world.c.public_id))
        made_up = address(route, things(office, client=MADE_UP))
        for method in (browser.get, browser.post):
            answer, nothing = method(real), method(made_up)
            assert answer.status_code == nothing.status_code, route
            assert answer.status_code in (403, 404, 405), route
            assert "Cyprys" not in answer.content.decode(), route


@pytest.mark.parametrize("who", ["other_employee", "other_head"])
def test_clients_of_one_office_are_not_found_under_the_address_of_another(world, sign_in, who):
    browser = sign_in(world.people[who])

    for client in (world.a, world.c):
        for route in ABOUT_A_CLIENT:
            answer = browser.get(address(route, things(world.other, client=client.public_id)))
            assert answer.status_code in (403, 404, 405), route
            assert client.name not in answer.content.decode(), route


def test_the_lists_of_an_employee_name_only_their_own_clients(world, sign_in):
    browser = sign_in(world.people["ela"])
    plain = [route for route in IN_AN_OFFICE if parts(route) == ["company"]]

    shown = "".join(
        browser.get(address(route, things(world.office))).content.decode() for route in plain
    )

    assert "Cyprys" not in shown
    assert "Topola" not in shown


@pytest.mark.parametrize("who", PEOPLE)
def test_no_operation_tells_people_of_an_office_anything_of_a_company_that_is_not_theirs(
    world, sign_in, who
):
    browser = sign_in(world.people[who])
    clients = [world.a, world.c, world.theirs]
    own = {"ela": [world.a], "head": [world.a, world.c]}.get(who, [])
    own += [world.theirs] if who.startswith("other") else []

    for company, client in zip(world.companies, clients, strict=True):
        for method, path in operations():
            if "{company}" not in path and client in own:
                continue
            url = path.format_map(
                _Filled(company=company.public_id, client=client.public_id, product="subiekt-123")
            )
            answer = browser.generic(method, url, "{}", content_type="application/json")
            allowed = {404} if method == "get" else {404, 403, 422}
            assert answer.status_code in allowed, (method, path)
            assert company.name not in answer.content.decode(), (method, path)


def test_the_client_that_is_served_is_found(world, sign_in):
    """Otherwise all of the above would hold for a portal that shows nothing."""
    browser = sign_in(world.people["ela"])

    listed = browser.get("/api/v1/office/clients").json()["clients"]
    opened = browser.get(f"/api/v1/office/clients/{world.a.public_id}/access/subiekt-123").json()

    assert [one["name"] for one in listed] == ["Alpaka"]
    assert opened["opens"] is True
    assert browser.get(world.a.get_absolute_url()).status_code == 200


class _Filled(dict):
    """Names that are not told are made up."""

    def __missing__(self, key: str) -> str:
        return MADE_UP
