"""The people of a company for programs: the same acts, rules and refusals as on the pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from tests import factories
from tests.cast import Cast
from tests.members.pages import place_of

SignIn = Callable[..., Client]
GLOBAL = Role.GLOBAL_ADMINISTRATOR


def address(place: Membership) -> str:
    return f"/api/v1/companies/{place.company.public_id}/members/{place.public_id}"


def patch(browser: Client, place: Membership, **asked: Any) -> Any:
    return browser.patch(address(place), json.dumps(asked), content_type="application/json")


def test_a_program_reads_the_people_page_by_page(cast: Cast, sign_in: SignIn) -> None:
    for number in range(60):
        factories.membership(cast.alfa, factories.person("Tom", f"Tłum {number:02d}"))
    browser, seen, after = sign_in(cast.bartek), [], ""
    listed = f"/api/v1/companies/{cast.alfa.public_id}/members"

    while True:
        answer = browser.get(listed, {"after": after}).json()
        seen += [one["email"] for one in answer["members"]]
        after = answer["next"]
        if not after:
            break

    assert len(seen) == len(set(seen)) == 63
    with CaptureQueriesContext(connection) as queries:
        browser.get(listed)
    assert len(queries) <= 10


def test_a_role_and_a_last_day_are_changed_together_or_not_at_all(
    cast: Cast, sign_in: SignIn
) -> None:
    bogna, browser = place_of(cast.bogna, cast.alfa), sign_in(cast.anna)
    day = (clock.today() + timedelta(days=30)).isoformat()

    wrong = patch(browser, bogna, role="administrator", until="2020-01-01")
    bogna.refresh_from_db()
    untouched = bogna.role
    right = patch(browser, bogna, role="administrator", until=day)
    lasting = patch(browser, bogna, until=None)
    nothing = patch(browser, bogna)

    assert (wrong.status_code, wrong.json()["title"]) == (422, "until_out_of_range")
    assert wrong.json()["field"] == "until"
    assert untouched == Role.USER
    assert (right.json()["role"], right.json()["until"]) == ("administrator", day)
    assert lasting.json()["until"] is None
    assert nothing.json()["role"] == "administrator"


def test_a_person_is_disconnected(cast: Cast, sign_in: SignIn) -> None:
    bogna = place_of(cast.bogna, cast.alfa)
    browser = sign_in(cast.bartek)

    gone, again = browser.delete(address(bogna)), browser.delete(address(bogna))

    bogna.refresh_from_db()
    assert (gone.status_code, again.status_code) == (204, 404)
    assert bogna.ended_by == cast.bartek


def test_the_keys_take_the_second_step_as_on_the_page(cast: Cast, sign_in: SignIn) -> None:
    factories.with_factor(cast.anna)
    bogna = place_of(cast.bogna, cast.alfa)
    olga = factories.membership(cast.alfa, factories.person("Olga"), GLOBAL)

    given = patch(sign_in(cast.anna), bogna, role=GLOBAL)
    taken = sign_in(cast.anna).delete(address(olga))
    confirmed = patch(sign_in(cast.anna, factor=True), bogna, role=GLOBAL)

    assert given.status_code == taken.status_code == 403
    assert given.json()["title"] == "factor_not_fresh"
    assert confirmed.json()["role"] == GLOBAL


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"role": "king"}, 422),
        ({"role": "associated"}, 403),
        ({"until": "soon"}, 422),
        ({"name": "Zofia"}, 422),
        ({"role": None}, 200),
    ],
)
def test_what_means_nothing_is_refused(
    cast: Cast, sign_in: SignIn, asked: dict[str, Any], status: int
) -> None:
    bogna = place_of(cast.bogna, cast.alfa)

    answer = patch(sign_in(cast.anna), bogna, **asked)

    bogna.refresh_from_db()
    assert answer.status_code == status
    assert bogna.role == Role.USER


def test_strangers_find_nothing_and_users_learn_that_they_may_not(
    cast: Cast, sign_in: SignIn
) -> None:
    bogna = place_of(cast.bogna, cast.alfa)
    theirs = f"/api/v1/companies/{cast.beta.public_id}/members/{bogna.public_id}"

    assert patch(sign_in(cast.celina), bogna, role="user").status_code == 404
    assert sign_in(cast.celina).delete(theirs).status_code == 404
    assert sign_in(cast.bogna).delete(address(bogna)).status_code == 403
    assert Client().delete(address(bogna)).status_code == 401


def test_nobody_raises_themselves_through_the_api(cast: Cast, sign_in: SignIn) -> None:
    bartek = place_of(cast.bartek, cast.alfa)

    refused = patch(sign_in(cast.bartek), bartek, role="administrator")
    lowered_browser = sign_in(cast.bartek)
    lowered = patch(lowered_browser, bartek, role="user")

    assert refused.json()["role"] == "administrator"  # nothing to change
    assert lowered.json()["role"] == "user"
    assert lowered_browser.get("/api/v1/companies").status_code == 200
