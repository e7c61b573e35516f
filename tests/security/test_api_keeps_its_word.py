"""Every operation of the API, for every kind of caller: no answer that its description does not know, and none of 5xx.

KLUCZNIK_DEEP=1 tries many more requests.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import booleans
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from klucznik.devices.api import pace
from klucznik.limits.models import Tally
from tests import factories
from tests.security.people import World, undone

pytestmark = pytest.mark.django_db
EXAMPLES = 150 if os.environ.get("KLUCZNIK_DEEP") else 4
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
CALLERS = ["anonymous", "stranger", "associated", "user", "administrator", "global", "other"]
CALLERS += ["program", "device"]


@pytest.fixture(scope="module")
def application() -> Iterator[Any]:
    request_started.disconnect(close_old_connections)
    yield get_wsgi_application()
    request_started.connect(close_old_connections)


def headers_of(world: World, caller: str) -> dict[str, str]:
    """What this caller sends along."""
    if caller == "device":
        license = world.cast.alfa_license
        return {"Authorization": f"Bearer {factories.activation(license).secret}"}
    if caller == "program":
        from tests.programs.asking import signed_in

        return {"Authorization": f"Bearer {signed_in(world.people['global']).text}"}
    browser = world.browser(caller)
    return {"Cookie": f"session={browser.cookies['session'].value}"} if browser.cookies else {}


@pytest.mark.parametrize("caller", CALLERS)
def test_no_answer_is_outside_the_description(world, application, caller):
    factories.signing_key()
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    headers = headers_of(world, caller)
    broken = []
    for found in schema.get_all_operations():
        operation = found.ok()
        broken += tried(operation, headers, world.ours)

    assert not broken


def tried(operation: Any, headers: dict[str, str], things: dict[str, str]) -> list[str]:
    """What is wrong with the answers of one operation, at made-up addresses and at those of real things."""
    wrong: list[str] = []

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=not os.environ.get("KLUCZNIK_DEEP"),
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), real=booleans())
    def play(case: Any, real: bool) -> None:
        pace.BUCKETS.forget()
        if real:
            case.path_parameters = {
                name: things.get(name, value) for name, value in case.path_parameters.items()
            }
        with undone():
            Tally.objects.all().delete()
            answer = case.call(headers=headers)
            try:
                case.validate_response(answer, checks=CHECKS)
            except BaseExceptionGroup as problems:
                wrong.append(f"{operation.label}: {answer.status_code} {told(problems)}")

    play()
    return wrong[:2]


def told(problems: BaseExceptionGroup[Any]) -> str:
    return "; ".join(" ".join(str(problem).split())[:300] for problem in problems.exceptions)
