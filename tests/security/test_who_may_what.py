"""Every address of ours, every kind of person: the answer is stated in a table, and a new address is in none."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.security.addresses import address, routes
from tests.security.asking import ask, word
from tests.security.expected import ACCOUNT, CASES, COMPANY, OFFICES, STAFF, rows
from tests.security.people import STAFF as ROLES

pytestmark = pytest.mark.django_db
TABLES = [ACCOUNT, CASES, COMPANY, OFFICES, STAFF]


def named(lines):
    return [pytest.param(*line, id=f"{line[0]} /{line[1]}") for line in lines]


def test_every_address_is_in_one_table():
    stated = Counter(
        route for table in TABLES for method, route, _ in rows(table) if method == "GET"
    )

    assert sorted(stated) == sorted(routes())
    assert set(stated.values()) == {1}


@pytest.mark.parametrize(
    ("method", "route", "expected"), named(line for table in TABLES for line in rows(table))
)
def test_answers_are_as_stated(world, method, route, expected):
    url = address(route, world.ours)

    assert {who: word(ask(world, who, method, url)) for who in expected} == expected


@pytest.mark.parametrize(("method", "route", "expected"), named(rows(STAFF)))
def test_staff_without_a_session_have_no_power(world, method, route, expected):
    url = address(route, world.ours)
    found = {role: word(ask(world, f"idle {role}", method, url)) for role in ROLES}

    if route in ("staff/", "staff/end/"):  # the two that begin and end one
        assert found == expected
    else:
        assert found == {role: "403" if expected[role] == "403" else "ses" for role in ROLES}


@pytest.mark.parametrize(("method", "route", "expected"), named(rows(STAFF)))
def test_for_everybody_else_there_is_no_staff(world, method, route, expected):
    url = address(route, world.ours)

    assert word(ask(world, "anonymous", method, url)) == "in"
    for who in ("stranger", "global"):
        assert ask(world, who, method, url).status_code == 404
