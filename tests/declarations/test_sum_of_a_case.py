"""The page of a case says what speaks for the claimant and what would shorten the wait."""

from __future__ import annotations

import pytest

from klucznik.declarations.models import Evidence
from klucznik.declarations.scoring import Proof
from tests.declarations import cases, evidence

Status = Evidence.Status
REGISTER = Proof.REGISTER_CODE
CONTACT = Proof.CONTACT_CODE


@pytest.fixture
def case(cast):
    """Dorota's case in review; the register knows an address and a domain of the company."""
    cases.lose_the_keys(cast)
    case = cases.submitted(cast.dorota, cast.alfa)
    evidence.register(case, email="zarzad@alfa-piekarnia.example", domain="www.alfa.example")
    return case


def path(case, *rest: str) -> str:
    return "/".join(["/cases", case.public_id, "evidence", *rest, ""])


def test_the_case_says_what_speaks_for_it_and_what_would_shorten_it(cast, case, sign_in):
    page = sign_in(cast.dorota).get(f"/cases/{case.public_id}/").content.decode()

    assert "What speaks for you" in page
    assert "Handwritten signatures, compared with the register" in page
    assert "up to; a reviewer decides" in page
    assert "Others can object for 14 days" in page
    assert "What would shorten it" in page
    assert path(case, "register") in page
    assert "40 more points" in page
    assert "then others could object for 7 days" in page


def test_an_ended_case_shows_no_sum(cast, case, sign_in):
    from klucznik.declarations.actions.submitting import withdraw_declaration

    withdraw_declaration(cast.dorota, case)

    page = sign_in(cast.dorota).get(f"/cases/{case.public_id}/").content.decode()

    assert "What speaks for you" not in page


def test_the_case_page_costs_a_bounded_number_of_queries(
    cast, case, sign_in, django_assert_max_num_queries
):
    for kind in (REGISTER, CONTACT, Proof.DOMAIN, Proof.PROGRAM, Proof.INVOICE):
        evidence.put(case, kind, key="x")
    browser = sign_in(cast.dorota)

    with django_assert_max_num_queries(110):
        browser.get(f"/cases/{case.public_id}/")
