"""The waiting period and the probation are held by the actions themselves, whoever calls them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from klucznik.declarations.actions.accepting import close_case, end_waiting
from klucznik.declarations.errors import NotNow
from klucznik.declarations.models import State
from tests.cast import Cast
from tests.declarations import cases

Travel = Callable[..., datetime]


@pytest.fixture(autouse=True)
def keys_are_lost(cast: Cast) -> None:
    """Alfa has no administrator, and Dorota claims the keys."""
    cases.lose_the_keys(cast)


def test_a_wait_that_still_runs_cannot_be_ended(cast: Cast, travel: Travel) -> None:
    case = cases.in_notice(cast)
    travel(days=13, hours=23)

    with pytest.raises(NotNow):
        end_waiting(cases.fresh(case))

    assert cases.fresh(case).state == State.NOTICE


def test_a_probation_that_still_runs_cannot_be_closed(cast: Cast, travel: Travel) -> None:
    case = cases.granted(cast, travel)
    travel(days=13)

    with pytest.raises(NotNow):
        close_case(cases.fresh(case))

    assert cases.fresh(case).state == State.GRANTED
