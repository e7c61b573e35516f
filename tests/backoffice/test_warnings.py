"""What a reviewer must not overlook, in words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from klucznik.accounts.models import User
from klucznik.backoffice.queries.warnings import is_alike, unusual, warnings_of, why_refused
from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.declarations.models import Declaration, RegisterSnapshot
from tests import factories
from tests.backoffice.desk import at_work
from tests.declarations import cases
from tests.letters import letters


@pytest.fixture
def case(cast):
    cases.lose_the_keys(cast)
    long_ago = clock.now() - timedelta(days=400)
    User.objects.filter(pk=cast.dorota.pk).update(joined_at=long_ago)
    return cases.submitted(cast.dorota, cast.alfa)


def shown(case, cast, sign_in) -> str:
    return at_work(sign_in, cast.filip).get(f"/staff/cases/{case.public_id}/").content.decode()


def test_a_usual_case_warns_of_nothing(case, cast, sign_in):
    assert "Mind this" not in shown(case, cast, sign_in)


def test_a_young_account(case, cast, sign_in):
    User.objects.filter(pk=cast.dorota.pk).update(joined_at=clock.now())

    assert "The account is younger than 72 hours." in shown(case, cast, sign_in)


def test_another_open_case(case, cast, sign_in):
    factories.membership(cast.alfa, cast.celina, Role.ASSOCIATED, proven=False)
    cases.draft(cast.celina, cast.alfa)

    assert "Another case of this company is open." in shown(case, cast, sign_in)


def test_a_register_that_asks_for_a_lead(case, cast, sign_in):
    RegisterSnapshot.objects.create(
        declaration=case, register="krs", answer="yes", facts={"status": "liquidation"}
    )

    page = shown(case, cast, sign_in)

    assert "a lead reviewer has to be among those who approve" in page


def test_a_login_that_poses_as_another_is_written_out(case, cast, sign_in):
    Declaration.objects.filter(pk=case.pk).update(login="dоrota@example.com")

    assert "d[U+043E CYRILLIC SMALL LETTER O]rota@example.com" in shown(case, cast, sign_in)


@pytest.mark.parametrize(
    ("login", "expected"),
    [
        ("dorota@example.com", ""),
        ("o'brien+vat@example.com", ""),
        ("żaneta@example.com", "[U+017C LATIN SMALL LETTER Z WITH DOT ABOVE]aneta@example.com"),
        ("anna@\u200bexample.com", "anna@"),
        ("anna@xn--exmple-cua.com", "anna@xn--exmple-cua.com ("),
        ("anna@exаmple.com", "anna@xn--"),
    ],
)
def test_unusual_characters(login, expected):
    found = unusual(login)

    assert found.startswith(expected) if expected else found == ""


def test_a_domain_that_is_none_is_written_out_too():
    assert "U+" in unusual("anna@exa\u2044mple..com")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("anna@piekarnia.example", "anna@piekamia.example", True),
        ("anna.alfowska@alfa.example", "anna.a1fowska@alfa.example", True),
        ("anna.alfowska@alfa.example", "anna.alfowska@alfa-biuro.example", False),
        ("anna@alfa.example", "biuro@inna.example", False),
    ],
)
def test_addresses_that_the_eye_confuses_are_told(one, other, alike):
    assert is_alike(one, other) == alike


def test_reviewers_read_at_once_what_an_approval_would_be_refused_for(cast):
    new = letters.newcomer(cast.alfa, "anna@exarnple.com")
    case = letters.sent(letters.address_letter(new, cast.alfa, "anna@example.com"))
    seen: dict[str, Any] = {"claimant": {"is_young": False}, "cases": [], "changed_at": None}

    assert why_refused(case) == ""
    letters.signed_in(cast.anna)

    assert "was used" in why_refused(case)
    told = warnings_of(case, seen)
    assert told[0].more == why_refused(case)
    assert any("anna@exarnple.com" in one.more for one in told)
