"""The state of a license at a glance: one judgement for the words of a row and for the filters of the list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import product as every
from typing import Any

import pytest
from django.test import Client

from klucznik.catalog.models import Product
from klucznik.core import clock
from klucznik.licensing.entitlements import facts_of
from klucznik.licensing.life import Status
from klucznik.licensing.models import License
from klucznik.licensing.queries import narrowed
from klucznik.licensing.validation import judge
from klucznik.licensing.verdicts import Verdict
from klucznik.licensing.wording import State, sentence, state_of
from tests import factories
from tests.cast import Cast

SignIn = Callable[..., Client]

NEXO = {
    "unregistered_days": 45,
    "grace_days": 14,
    "at_end": "read_only",
    "ways": ["online", "file"],
}


def nexo(**rules: Any) -> Product:
    return factories.product("rewizor-nexo", name="Rewizor nexo", line="nexo", rules=NEXO | rules)


def state(license: License) -> State:
    return state_of(license, judge(facts_of(license)))


def told(license: License) -> str:
    return sentence(license, judge(facts_of(license)))


def test_an_unregistered_license_says_until_when_the_program_works(cast: Cast) -> None:
    used = factories.license(
        cast.alfa,
        product=nexo(),
        status=Status.UNREGISTERED,
        first_used_at=clock.now() - timedelta(days=5),
    )
    new = factories.license(cast.alfa, product=nexo(), status=Status.UNREGISTERED)

    assert state(used).word == "unregistered"
    assert "works without limits until" in state(used).more
    assert state(new).more == "works without limits for 45 days from the first use"
    assert told(new).endswith("Works without limits for 45 days from the first use.")


def test_each_state_has_its_word(cast: Cast) -> None:
    today = clock.today()
    cases: list[tuple[dict[str, Any], str, str]] = [
        ({}, "ok", "registered"),
        ({"valid_to": today + timedelta(days=9)}, "attention", "ends soon"),
        ({"status": Status.AWAITING}, "waiting", "waiting for the vendor"),
        ({"valid_to": today - timedelta(days=3)}, "attention", "expired"),
        ({"valid_to": today - timedelta(days=20)}, "attention", "expired"),
        ({"valid_to": today - timedelta(days=99)}, "ended", "expired"),
        ({"status": Status.SUSPENDED}, "problem", "suspended"),
        ({"status": Status.REVOKED, "revoked_at": clock.now()}, "ended", "revoked"),
        ({"valid_from": today + timedelta(days=2)}, "info", "begins on"),
        ({"variant": "trial", "valid_to": today + timedelta(days=9)}, "info", "trial until"),
    ]

    for fields, shape, word in cases:
        found = state(factories.license(cast.alfa, product=nexo(), **fields))
        assert (found.shape, found.word.startswith(word)) == (shape, True), fields


def test_what_remains_possible_is_said_beside_the_word(cast: Cast) -> None:
    over = factories.license(cast.alfa, product=nexo(), valid_to=clock.today() - timedelta(days=20))
    in_grace = factories.license(
        cast.alfa, product=nexo(), valid_to=clock.today() - timedelta(days=3)
    )

    assert state(over).more == "read only"
    assert "The data can be read and exported, but not changed." in told(over)
    assert state(in_grace).more.startswith("works without limits until")


def test_an_application_of_the_browser_is_activated_not_registered(cast: Cast) -> None:
    online = factories.product("cloud-x", line="cloud", kind="app", rules={"ways": ["terms"]})
    license = factories.license(cast.alfa, product=online, status=Status.UNREGISTERED)

    assert state(license) == State("problem", "not activated")
    assert "not activated yet" in told(license)


@pytest.mark.parametrize("grace", [0, 14, 60])
def test_filters_find_what_the_words_say(cast: Cast, grace: int) -> None:
    """Status, days and variant in every combination: the database and the judgement must agree."""
    today = clock.today()
    product = nexo(grace_days=grace)
    ends = (None, 40, 29, 0, -1, -13, -14, -15, -29, -30, -31, -59, -60, -61, -200)
    used = (None, 5, 300)
    for status, end, ago, begun in every(Status, ends, used, (-400, 1)):
        if end is not None and end < begun:
            continue
        factories.license(
            cast.alfa,
            product=product,
            status=status,
            valid_from=today + timedelta(days=begun),
            valid_to=today + timedelta(days=end) if end is not None else None,
            first_used_at=clock.now() - timedelta(days=ago) if ago else None,
            revoked_at=clock.now() if status == Status.REVOKED else None,
        )
    everything = License.objects.filter(company=cast.alfa)

    noted = {row.pk for row in narrowed(everything, state="attention")}
    ended = {row.pk for row in narrowed(everything, state="ended")}
    current = {row.pk for row in narrowed(everything, state="current")}

    for row in everything.told():
        judgement = judge(facts_of(row))
        told = state_of(row, judgement)
        facts = (row.status, row.valid_from, row.valid_to, row.first_used_at, told)
        assert (row.pk in noted) == told.needs_attention, facts
        if judgement.verdict in (Verdict.EXPIRED, Verdict.REVOKED):
            assert row.pk in ended, facts
        elif judgement.verdict != Verdict.UNREGISTERED_OVER:
            assert row.pk not in ended, facts
        assert (row.pk in current) != (row.pk in ended)


def test_the_list_counts_what_needs_attention_and_shows_it(cast: Cast, sign_in: SignIn) -> None:
    factories.license(cast.alfa, product=nexo(), status=Status.UNREGISTERED)
    browser = sign_in(cast.anna)
    address = f"/companies/{cast.alfa.public_id}/products/"

    everything = browser.get(address).content.decode()
    shown = browser.get(f"{address}?state=attention").content.decode()

    assert 'Need attention <span class="count">1</span>' in everything
    assert "Rewizor nexo" in shown
    assert "Subiekt Gt" not in shown


def test_nothing_needs_attention_and_no_such_filter_is_offered(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.anna).get(f"/companies/{cast.alfa.public_id}/products/").content.decode()

    assert "Need attention" not in text
