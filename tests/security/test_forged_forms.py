"""A form that another site sends in somebody's name is refused at every address that takes forms."""

from __future__ import annotations

import pytest

from tests.security.addresses import address, routes
from tests.security.expected import ACCOUNT, CASES, COMPANY, OFFICES, STAFF, rows
from tests.security.people import undone

pytestmark = pytest.mark.django_db
# No cookie signs anybody in there: nothing can be sent in somebody's name.
WITHOUT_A_SESSION = {
    "api/v1/program-sign-in",
    "api/v1/program-sign-in/token",
    "api/v1/entities/by-code",
    "api/v1/shares/find",
    "api/v1/check",
    "api/v1/heartbeat",
    "api/v1/release",
    "api/v1/license-file",
    "api/v1/witness",
}
# The link in a letter is the proof: mail programs follow it without our cookies (test_letters_about_notices.py).
BY_A_LINK = {"news/unsubscribe/<token>/"}
# Whoever sends a session's cookie there is asked for the token, whoever sends none is not: test_activate_device.py.
ASKED_WITH_A_COOKIE = {"api/v1/activations"}
TAKING = [
    pytest.param(route, expected, id=f"/{route}")
    for table in (ACCOUNT, CASES, COMPANY, OFFICES, STAFF)
    for method, route, expected in rows(table)
    if method == "POST" and route not in WITHOUT_A_SESSION | ASKED_WITH_A_COOKIE | BY_A_LINK
]
OURS = [route for route in routes() if not route.startswith("api/")]


def best(expected):
    """Whoever gets furthest."""
    return min(expected, key=lambda who: expected[who] in ("in", "401", "403", "404", "405", "2nd"))


@pytest.mark.parametrize(("route", "expected"), TAKING)
def test_without_a_token(world, route, expected):
    browser = world.browser(best(expected), enforce_csrf_checks=True)
    kind = {"content_type": "application/json"} if route.startswith("api/") else {}

    with undone():
        assert browser.post(address(route, world.ours), {}, **kind).status_code == 403


@pytest.mark.parametrize("route", sorted(WITHOUT_A_SESSION))
def test_a_session_says_nothing_where_no_token_is_asked_for(world, route):
    answers = []
    for who in ("anonymous", "global"):
        with undone():
            browser = world.browser(who, enforce_csrf_checks=True)
            answer = browser.post(address(route, world.ours), {}, content_type="application/json")
            answers.append((answer.status_code, answer.content))

    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_the_api_without_a_token_whatever_the_content_is_called(world, kind):
    browser = world.browser("stranger", enforce_csrf_checks=True)
    body = '{"tax_id": "5260250274", "license_number": "x", "statement": true}'

    assert browser.generic("POST", "/api/v1/companies", body, kind).status_code == 403


def test_the_token_of_another_site(world):
    browser = world.browser("global", enforce_csrf_checks=True)
    browser.get("/account/name/")
    token = browser.cookies["csrf"].value
    headers = {"origin": "https://evil.example", "referer": "https://evil.example/"}

    answer = browser.post("/account/name/", {"csrfmiddlewaretoken": token}, headers=headers)

    assert answer.status_code == 403


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_methods_that_forms_do_not_have(world, method):
    """No page acts on them; those that do not refuse them read like GET, and only with a token."""
    for route in OURS:
        browser = world.browser("global", enforce_csrf_checks=True)
        with undone():
            status = browser.generic(method, address(route, world.ours)).status_code
        refused = (405,) if route in BY_A_LINK else (403,)
        assert status in (refused if method != "TRACE" else (200, 302, 403, 404, 405, 422)), route
