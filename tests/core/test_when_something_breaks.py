"""When something breaks: a page that needs nothing, 503 while the database is away, 400 for unknown hosts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from tests.cast import Cast


@pytest.fixture
def browser(cast: Cast, sign_in: Callable[..., Client]) -> Client:
    """Anna's browser, which does not raise what the server raises."""
    client = sign_in(cast.anna)
    client.raise_request_exception = False
    return client


def failing(error: Exception) -> Callable[..., Any]:
    def fail(*args: Any, **kwargs: Any) -> Any:
        raise error

    return fail


def test_while_the_database_is_away_people_are_asked_to_come_back(browser: Client) -> None:
    with connection.execute_wrapper(failing(OperationalError("server closed the connection"))):
        answer = browser.get("/companies/")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "OperationalError" not in answer.content.decode()


def test_any_other_failure_is_a_500_that_tells_no_details(browser: Client) -> None:
    with connection.execute_wrapper(failing(RuntimeError("secret detail"))):
        answer = browser.get("/companies/")

    assert answer.status_code == 500
    assert "secret detail" not in answer.content.decode()


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [(OperationalError("gone"), 503, "unavailable"), (RuntimeError("secret"), 500, "broken")],
)
def test_programs_get_a_problem(browser: Client, error: Exception, status: int, code: str) -> None:
    with connection.execute_wrapper(failing(error)):
        answer = browser.get("/api/v1/companies")

    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert answer.json()["title"] == code
    assert ("Retry-After" in answer.headers) == (status == 503)


@pytest.mark.parametrize(
    "path", ["/", "/companies/", "/livez", "/api/v1/companies", "/documents/terms/"]
)
def test_an_unknown_host_is_refused(browser: Client, path: str) -> None:
    assert browser.get(path, headers={"host": "evil.example"}).status_code == 400


def test_liveness_needs_no_database_and_readiness_does(db: None, client: Client) -> None:
    with connection.execute_wrapper(failing(OperationalError("away"))):
        assert client.get("/livez").status_code == 200
        assert client.get("/readyz").status_code == 503

    assert client.get("/readyz").status_code == 200


def test_every_page_carries_the_headers_of_a_private_and_closed_page(browser: Client) -> None:
    headers = browser.get("/companies/").headers

    assert headers["Cache-Control"] == "no-store, private"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"


def test_the_address_of_a_button_opens_a_page_that_leads_on(browser: Client) -> None:
    answer = browser.get("/account/language/")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "There is nothing to read at this address" in answer.content.decode()
    assert 'href="/"' in answer.content.decode()


def test_a_program_that_asks_in_the_wrong_way_gets_no_page(browser: Client) -> None:
    assert browser.put("/account/language/").content == b""
