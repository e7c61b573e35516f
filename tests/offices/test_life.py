"""The table of a share's life, and what the rows of a share say of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.core import clock
from klucznik.offices.life import LEADS, Act, State, leads_to
from tests.offices import factory


def test_every_act_stands_in_the_table_and_an_ended_share_never_lives_again():
    assert set(LEADS) == set(Act)
    assert all(leads_to(act, State.ENDED) is None for act in Act)
    assert [act for act in Act if leads_to(act, State.READING)] == [Act.CLOSE]


@pytest.mark.django_db
def test_the_rows_of_a_share_say_its_state():
    office, _head = factory.office()
    share = factory.share(factory.client(office))
    assert (share.state, share.is_link_open) == (State.INVITED, True)

    active = factory.active_share(factory.client(office))
    assert (active.state, active.is_withdrawable) == (State.ACTIVE, True)
    active.ended_at, active.ended_side = clock.now(), "office"
    active.reading_until = clock.now() + timedelta(days=30)
    assert active.state == State.READING
    assert active.state.label
    active.reading_until = clock.now()
    assert str(active.state) == State.ENDED.value
