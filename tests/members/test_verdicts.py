"""Whether somebody opens a product, and why: the one decision, case by case."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klucznik.members.verdicts import (
    ABOUT,
    GRANTABLE,
    OPENING,
    TO_YOU,
    Facts,
    LicenseFact,
    LicenseState,
    TickFact,
    Verdict,
    decide,
    places,
    turning_day,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BEFORE, AFTER = NOW - timedelta(days=1), NOW + timedelta(days=1)
DAY = date(2026, 1, 1)


def license(state: LicenseState = LicenseState.USABLE, people: int | None = 2) -> LicenseFact:
    return LicenseFact(state, people, DAY, date(2026, 6, 30))


GOOD = Facts(now=NOW, licenses=(license(),), taken=1, tick=TickFact(BEFORE))
BARE = replace(GOOD, tick=None)
READ_ONLY = LicenseFact(
    LicenseState.USABLE, 3, DAY, date(2026, 12, 22), office="Biuro Saldo", read_only=True
)
OTHER_LICENSES = {state: replace(GOOD, licenses=(license(state),)) for state in LicenseState}

CASES = [
    (GOOD, Verdict.OPENS),
    (replace(GOOD, place_until=AFTER, tick=TickFact(BEFORE, until=AFTER)), Verdict.OPENS),
    (replace(GOOD, taken=9), Verdict.OPENS),
    (replace(GOOD, licenses=(READ_ONLY,)), Verdict.OPENS_TO_READ),
    (replace(GOOD, licenses=(READ_ONLY,), needs_access=False), Verdict.OPENS_TO_READ),
    (replace(GOOD, licenses=(READ_ONLY, license())), Verdict.OPENS),
    (replace(BARE, licenses=(READ_ONLY,)), Verdict.NO_TICK),
    (replace(BARE, licenses=(READ_ONLY,), taken=3), Verdict.NO_FREE_PLACE),
    (replace(BARE, needs_access=False), Verdict.OPEN_TO_ALL),
    (replace(BARE, needs_access=False, has_role=False), Verdict.OPEN_TO_ALL),
    (replace(GOOD, place_ended_at=BEFORE), Verdict.PLACE_ENDED),
    (replace(GOOD, place_until=NOW), Verdict.PLACE_ENDED),
    (replace(GOOD, place_until=BEFORE, licenses=()), Verdict.PLACE_ENDED),
    (replace(GOOD, licenses=()), Verdict.NO_LICENSE),
    (replace(GOOD, licenses=(), needs_access=False), Verdict.NO_LICENSE),
    (OTHER_LICENSES[LicenseState.EXPIRED], Verdict.LICENSE_EXPIRED),
    (OTHER_LICENSES[LicenseState.NOT_YET], Verdict.LICENSE_NOT_YET),
    (OTHER_LICENSES[LicenseState.SUSPENDED], Verdict.LICENSE_SUSPENDED),
    (OTHER_LICENSES[LicenseState.UNREGISTERED], Verdict.LICENSE_UNREGISTERED),
    (
        replace(GOOD, licenses=(license(LicenseState.EXPIRED), license(LicenseState.SUSPENDED))),
        Verdict.LICENSE_SUSPENDED,
    ),
    (
        replace(BARE, licenses=(license(LicenseState.EXPIRED), license(people=5))),
        Verdict.NO_TICK,
    ),
    (replace(BARE, has_role=False), Verdict.ASSOCIATED),
    (replace(BARE, has_role=False, taken=2), Verdict.ASSOCIATED),
    (BARE, Verdict.NO_TICK),
    (replace(BARE, second_step_missing=True), Verdict.NO_TICK),
    (replace(BARE, taken=2), Verdict.NO_FREE_PLACE),
    (replace(BARE, taken=2, licenses=(license(people=None),)), Verdict.NO_TICK),
    (replace(BARE, tick=TickFact(BEFORE, ended_at=BEFORE)), Verdict.TICK_ENDED),
    (replace(BARE, tick=TickFact(BEFORE, until=NOW)), Verdict.TICK_ENDED),
    (replace(BARE, tick=TickFact(BEFORE, until=NOW), taken=2), Verdict.NO_FREE_PLACE),
    (replace(GOOD, second_step_missing=True), Verdict.SECOND_STEP_MISSING),
]


@pytest.mark.parametrize(("facts", "verdict"), CASES)
def test_the_first_missing_thing_is_the_verdict(facts: Facts, verdict: Verdict) -> None:
    assert decide(facts) == verdict


def test_every_verdict_has_a_case_and_both_sentences() -> None:
    assert {verdict for _, verdict in CASES} == set(Verdict)
    assert set(TO_YOU) == set(ABOUT) == set(Verdict)


@pytest.mark.parametrize(("facts", "verdict"), CASES)
def test_a_sentence_that_names_a_day_has_one(facts: Facts, verdict: Verdict) -> None:
    named = "%(day)s" in str(TO_YOU[verdict]) + str(ABOUT[verdict])

    assert (turning_day(facts) is not None) == named


def test_only_what_an_administrator_can_mend_is_asked_for() -> None:
    assert not GRANTABLE & OPENING
    assert {verdict for verdict in GRANTABLE if verdict.name.startswith("LICENSE")} == set()


LICENSES = st.lists(
    st.builds(
        LicenseFact,
        st.sampled_from(LicenseState),
        st.none() | st.integers(1, 9),
        st.just(DAY),
    ),
    max_size=5,
).map(tuple)
MOMENTS = st.none() | st.sampled_from([BEFORE, NOW, AFTER])
FACTS = st.builds(
    Facts,
    now=st.just(NOW),
    needs_access=st.booleans(),
    licenses=LICENSES,
    taken=st.integers(0, 12),
    has_role=st.booleans(),
    place_until=MOMENTS,
    place_ended_at=st.none() | st.just(BEFORE),
    tick=st.none()
    | st.builds(TickFact, st.just(BEFORE), until=MOMENTS, ended_at=st.none() | st.just(BEFORE)),
    second_step_missing=st.booleans(),
)


@given(FACTS)
def test_whoever_opens_lacks_nothing(facts: Facts) -> None:
    if decide(facts) != Verdict.OPENS:
        return

    assert facts.tick is not None
    assert facts.tick.over_at(NOW) is None
    assert facts.place_over_at is None
    assert facts.has_role
    assert any(found.state == LicenseState.USABLE for found in facts.licenses)
    assert not facts.second_step_missing


@given(LICENSES)
def test_only_usable_licenses_make_places(licenses: tuple[LicenseFact, ...]) -> None:
    good = [found for found in licenses if found.state == LicenseState.USABLE]

    if any(found.people is None for found in good):
        assert places(licenses) is None
    else:
        assert places(licenses) == sum(found.people or 0 for found in good)
    assert places(licenses) == places(good)
