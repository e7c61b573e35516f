"""Every field of every route of the API, read from its own description: what is no value for it is a 422, never more.

A new route is tested by being there. Where its body cannot be made up from the description, EXAMPLES gets a value.
"""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from config.api import api
from klucznik.devices.api import pace
from tests import factories
from tests.security.addresses import address
from tests.security.people import undone

pytestmark = pytest.mark.django_db
SCHEMA = api.get_openapi_schema(path_prefix="/api/v1/")
# Values that mean something, by the name of the field.
EXAMPLES: dict[str, Any] = {
    "signature": "A" * 86 + "==",
    "tax_id": "5260250274",
    "email": "nowy@example.com",
    "product": "subiekt-gt",
    "number": "ALFA1-22222-33333-44444",
    "license": "",
    "company": "",
    "public_key": "",
    "same_as": "",
    "parts": {"system": "s" * 20, "board": "b" * 20},
    "until": None,
    "role": "user",
    "products": [],
    "statements": [],
    "language": "pl",
    "numbers": ["ALFA1-22222-33333-44444"],
    "first_run_on": "2026-11-02",
    "starts_on": "2026-12-01",
}
# What no field takes, and what a field takes only if its description says so.
TEXTS = {"nul": "a\x00b", "half of a pair": "a\ud800b", "too long": "x" * 100_000}
OTHERS: dict[str, Any] = {
    "list": [["x"]],
    "object": {"x": 1},
    "number": 7,
    "fraction": 1.5,
    "nothing": None,
    "list of nul": ["a\x00b"],
    "long list": ["x"] * 5_000,
}


def bodies() -> list[Any]:
    """Method, route and schema of each operation that takes JSON."""
    found = []
    for route, operations in SCHEMA["paths"].items():
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {})
            if "application/json" in content:
                schema = whole(content["application/json"]["schema"])
                place = (method, route, schema, bool_of_device(operation))
                found.append(pytest.param(*place, id=f"{method} {route}"))
    return found


def bool_of_device(operation: dict[str, Any]) -> bool:
    return any("DeviceSecret" in one for one in operation.get("security", []))


def whole(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema itself, where it is only pointed to."""
    if "allOf" in schema and len(schema["allOf"]) == 1:
        return whole(schema["allOf"][0])
    if "$ref" in schema:
        found: dict[str, Any] = SCHEMA["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return found
    return schema


def kinds(schema: dict[str, Any]) -> set[str]:
    """The JSON types that a field takes."""
    schema = whole(schema)
    if "anyOf" in schema:
        return set().union(*(kinds(one) for one in schema["anyOf"]))
    return {schema.get("type", "string")}


def example(name: str, schema: dict[str, Any]) -> Any:
    """A good value of a field."""
    schema = whole(schema)
    if name in EXAMPLES:
        return copy.deepcopy(EXAMPLES[name])
    if "properties" in schema:
        return {inner: example(inner, of) for inner, of in schema["properties"].items()}
    if "enum" in schema:
        return schema["enum"][0]
    return {"string": "x", "boolean": True, "array": [], "integer": 1}[min(kinds(schema))]


def fields(schema: dict[str, Any], path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Any]]:
    """Every field, also of objects inside the body, with its schema."""
    found: list[tuple[tuple[str, ...], Any]] = []
    for name, of in schema.get("properties", {}).items():
        found.append(((*path, name), of))
        inner = [whole(one) for one in of.get("anyOf", [of])]
        for one in inner:
            found += fields(one, (*path, name))
    return found


def spoiled(body: dict[str, Any], path: tuple[str, ...], value: Any) -> dict[str, Any]:
    """The body with one field of another value."""
    changed = copy.deepcopy(body)
    place = changed
    for name in path[:-1]:
        if not isinstance(place.get(name), dict):
            place[name] = copy.deepcopy(EXAMPLES.get(name, {}))
        place = place[name]
    place[path[-1]] = value
    return changed


def wrong_for(schema: dict[str, Any]) -> dict[str, Any]:
    """The values that this field must refuse."""
    types = kinds(schema)
    wrong = dict(OTHERS)
    if "null" in types:
        del wrong["nothing"]
    if types & {"integer", "number"}:
        del wrong["number"]
    if "array" in types:
        del wrong["list"]
        return wrong | {"text": "x", "list of numbers": [7]}
    if "object" in types:
        return wrong | {"text": "x"}
    return wrong | TEXTS


@pytest.fixture
def send(world: Any) -> Any:
    """Send a body to an operation as somebody who may call it."""
    factories.signing_key()
    place = factories.activation(world.cast.alfa_license)

    def sent(method: str, route: str, body: Any, *, by_device: bool) -> Any:
        pace.BUCKETS.forget()
        url = address(route.removeprefix("/").replace("{", "<").replace("}", ">"), world.ours)
        headers = {"authorization": f"Bearer {place.secret}"} if by_device else {}
        text = body if isinstance(body, bytes) else json.dumps(body).encode()
        with undone():
            return world.browser("global").generic(
                method.upper(), url, text, content_type="application/json", headers=headers
            )

    return sent


@pytest.mark.parametrize(("method", "route", "schema", "by_device"), bodies())
def test_every_field_refuses_what_is_no_value_for_it(
    send: Any, method: str, route: str, schema: dict[str, Any], by_device: bool
) -> None:
    body = example("", schema)
    good = send(method, route, body, by_device=by_device)
    assert good.status_code < 500
    assert good.status_code != 422 or good.json()["title"] != "malformed", (good.json(), body)

    for path, of in fields(schema):
        for name, value in wrong_for(of).items():
            answer = send(method, route, spoiled(body, path, value), by_device=by_device)
            assert answer.status_code == 422, (path, name, answer.status_code, answer.content[:300])
            assert answer.json()["title"] == "malformed", (path, name)


@pytest.mark.parametrize(("method", "route", "schema", "by_device"), bodies())
def test_every_body_refuses_fields_that_it_does_not_know(
    send: Any, method: str, route: str, schema: dict[str, Any], by_device: bool
) -> None:
    body = example("", schema)
    objects = [()] + [path for path, of in fields(schema) if "properties" in whole(of)]

    for path in objects:
        answer = send(method, route, spoiled(body, (*path, "is_staff"), True), by_device=by_device)
        assert (answer.status_code, answer.json()["field"]) == (422, "is_staff"), path


@pytest.mark.parametrize(("method", "route", "schema", "by_device"), bodies())
def test_every_route_bears_a_body_that_is_no_body(
    send: Any, method: str, route: str, schema: dict[str, Any], by_device: bool
) -> None:
    hostile = [b"", b"null", b"[]", b'"x"', b"{", b"\xff\xfe", b'{"a":' * 5000, b"[" * 100_000]
    hostile += [b'{"number":NaN}', b'{"number":1e999}', b'{"a":1}' + b" " * 1_000_000]

    for text in hostile:
        answer = send(method, route, text, by_device=by_device)
        assert answer.status_code in (400, 422), (text[:20], answer.status_code)
        assert answer.headers["Content-Type"].startswith("application/problem+json")


@pytest.mark.parametrize(("method", "route", "schema", "by_device"), bodies())
def test_every_text_has_a_longest(
    method: str, route: str, schema: dict[str, Any], by_device: bool
) -> None:
    """What has no limit in the description has none in the database either."""
    texts = [(path, whole(of)) for path, of in fields(schema)]
    texts += [(path, whole(of["items"])) for path, of in texts if "items" in of]
    endless = [
        path
        for path, of in texts
        if of.get("type") == "string" and not {"maxLength", "enum", "pattern", "format"} & of.keys()
    ]

    assert not endless


def test_a_nul_in_a_query_is_refused_like_one_in_a_body(world: Any) -> None:
    answer = world.browser("global").get(
        f"/api/v1/companies/{world.cast.alfa.public_id}/licenses?after=a%00b"
    )

    assert (answer.status_code, answer.json()["title"]) == (422, "malformed")
    assert answer.headers["Content-Type"].startswith("application/problem+json")
