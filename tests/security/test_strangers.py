"""A stranger cannot tell a company that exists from one that does not, nor a member the things of another company."""

from __future__ import annotations

import pytest

from tests.members.pages import NOWHERE, told
from tests.security.addresses import address, is_of_company, parts, routes
from tests.security.asking import ask, word

pytestmark = pytest.mark.django_db
ASKED = [
    ("stranger", "GET"),
    ("other", "GET"),
    ("claimant", "GET"),
    ("lead", "GET"),
    ("stranger", "POST"),
    ("other", "POST"),
]
OF_COMPANY = [route for route in routes() if is_of_company(route)]
# A product's code is the vendor's, and an act on several people has the same name everywhere.
SHARED = {"company", "product", "act", "form"}
INSIDE = [route for route in OF_COMPANY if set(parts(route)) - SHARED]
ONLY_POST = {
    "companies/<company>/products/find/",
    "companies/<company>/history/receipt/",
    "companies/<company>/recovery/request/withdraw/",
    "companies/<company>/products/<license>/file/download/",
    "companies/<company>/products/<license>/code/",
    "companies/<company>/clients/<client>/share/again/",
    "companies/<company>/office/<share>/powers/<kind>/take/",
    "companies/<company>/office/<share>/powers/<kind>/give/",
    "api/v1/companies/<company>/clients/<client>/share",
    "api/v1/companies/<company>/invitations/<invitation>",
    "api/v1/companies/<company>/members/<member>",
}
API = {route for route in OF_COMPANY if route.startswith("api/")}


# The API reads what was sent before it looks for anything.
INVITATIONS = "api/v1/companies/<company>/invitations"
CLIENTS = "api/v1/companies/<company>/clients"
FIRST = {
    (INVITATIONS, "POST"): 422,
    (f"{INVITATIONS}/<invitation>", "GET"): 405,
    (CLIENTS, "POST"): 422,
    (f"{CLIENTS}/<client>", "POST"): 422,
    (f"{CLIENTS}/<client>/share", "GET"): 405,
    (f"{CLIENTS}/<client>/share", "POST"): 422,
}


def missing(route, method):
    """What an address answers when there is nothing at it; some ask for the method first."""
    if (route, method) in FIRST:
        return FIRST[route, method]
    return 405 if route in (ONLY_POST if method == "GET" else API) else 404


@pytest.mark.parametrize("route", OF_COMPANY)
def test_a_visitor_signs_in_first(world, route):
    answer = word(ask(world, "anonymous", "GET", address(route, world.ours)))

    assert answer == ("405" if route in ONLY_POST else "401" if route in API else "in")


@pytest.mark.parametrize("route", OF_COMPANY)
def test_a_company_of_others_reads_like_one_that_never_was(world, route):
    theirs, nowhere = (
        address(route, world.ours, company=company) for company in (world.ours["company"], NOWHERE)
    )

    for who, method in ASKED:
        answer = told(ask(world, who, method, theirs))
        assert answer == told(ask(world, who, method, nowhere))
        assert answer[0] == missing(route, method)


@pytest.mark.parametrize("route", INSIDE)
def test_things_of_another_company_are_not_found_through_ones_own(world, route):
    inner = set(parts(route)) - SHARED
    foreign = address(route, world.others, company=world.ours["company"])
    unknown = address(route, world.ours, **dict.fromkeys(inner, NOWHERE))

    for method in ("GET", "POST"):
        answer = told(ask(world, "global", method, foreign))
        assert answer == told(ask(world, "global", method, unknown))
        assert answer[0] == missing(route, method)


@pytest.mark.parametrize("route", [route for route in routes() if "<public_id>" in route])
def test_a_case_of_somebody_else_reads_like_one_that_never_was(world, route):
    for method in ("GET", "POST"):
        foreign = ask(world, "claimant", method, address(route, world.others))
        unknown = ask(world, "claimant", method, address(route, world.others, public_id=NOWHERE))
        assert told(foreign) == told(unknown)
        assert foreign.status_code in (404, 405)


def test_a_file_of_another_case_is_not_found_through_ones_own(world):
    route = "cases/<public_id>/files/<file>/remove/"
    url = address(route, world.ours, file=world.others["cases <file>"])

    assert ask(world, "claimant", "POST", url).status_code == 404


def test_a_file_of_another_case_is_not_shown_to_staff_with_this_one(world):
    route = "staff/cases/<case>/files/<file>/"
    url = address(route, world.ours, file=world.others["cases <file>"])

    assert ask(world, "reviewer", "GET", url).status_code == 404
