"""The page for programmers says what the code does: every call, field, refusal and number of offices."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from config.api import api
from klucznik.catalog.rules import Rules
from klucznik.core.errors import DomainError
from klucznik.devices.entities import EntityState
from klucznik.limits.rules import LIMITS
from klucznik.offices import errors
from klucznik.offices.errors import clients, programs, sharing
from klucznik.offices.life import State
from klucznik.offices.schemas import ClientOut, OfficeEntityIn, ShareIn

PAGE = (Path(__file__).parents[2] / "docs" / "integrate" / "offices.md").read_text()
SCHEMA = api.get_openapi_schema(path_prefix="/api/v1/")
# What people meet on pages only.
ELSEWHERE = {"same_address", "acceptance_stands", "client_changed_meanwhile", "share_not_possible"}
# Of a file with clients.
ELSEWHERE |= {"client_listed_twice", "no_client_listed", "too_many_clients"}


def told_by(module: object) -> set[str]:
    return {
        error.code
        for error in vars(module).values()
        if isinstance(error, type) and issubclass(error, DomainError) and error is not DomainError
    }


@pytest.mark.parametrize("module", [programs, clients])
def test_every_refusal_is_told(module):
    missing = {code for code in told_by(module) - ELSEWHERE if f"`{code}`" not in PAGE}

    assert not missing


def test_refusals_that_are_told_exist():
    known = told_by(errors) | told_by(clients) | told_by(programs) | told_by(sharing)
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| \d{3}", PAGE, re.MULTILINE)
    told = {code for row in rows for code in re.findall(r"`(\w+)`", row)}
    of_others = {"no_right", "too_many_tries", "not_an_address"}
    of_others |= {"only_own_entity", "entity_limit_reached", "entity_already_there"}

    assert told - known == of_others


def test_every_call_exists_and_is_told():
    calls = re.findall(r"`(GET|POST|DELETE) (/companies/\{office\}/clients[^`]*)`", PAGE)
    told = {(method.lower(), route.replace("{office}", "{company}")) for method, route in calls}
    real = {
        (method, route.removeprefix("/api/v1"))
        for route, operations in SCHEMA["paths"].items()
        if route.startswith("/api/v1/companies/{company}/clients")
        for method in operations
    }

    assert told == real
    assert "/api/v1/office-entities" in SCHEMA["paths"]


@pytest.mark.parametrize("schema", [ClientOut, OfficeEntityIn, ShareIn])
def test_every_field_is_told(schema):
    assert not [
        name for name in schema.model_fields if f"`{name}`" not in PAGE and name != "added_at"
    ]


def test_states_are_states():
    assert all(f"| `{state.value}` |" in PAGE for state in EntityState)
    assert all(f"`{state.value}`" in PAGE for state in State)


def test_numbers_are_those_of_the_code():
    rules = Rules()

    assert f"{rules.client_unregistered_days}, or as the catalog says" in PAGE
    assert "30, 14, 7 and 1 days ahead" in PAGE
    assert rules.notices_days == (30, 14, 7, 1)
    assert f"{LIMITS['client.seen.office'].most} new entities a day" in PAGE
    assert f"{LIMITS['share.mail.email'].most} invitations a day to an address" in PAGE
    assert f"{LIMITS['share.mail.office'].most} from an office" in PAGE
    assert f"{LIMITS['license.number.account'].most} numbers an hour" in PAGE
