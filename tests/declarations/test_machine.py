"""The whole procedure, played at random by everybody at once, with a clock that jumps; judged after every act.

KLUCZNIK_DEEP=1 plays 2,000 games of 60 acts, KLUCZNIK_DEEP_GAMES fewer of them.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from klucznik.declarations.models import State
from klucznik.declarations.states import ENDS, NEXT, may_follow
from tests.declarations import machine, quiet
from tests.declarations.watching import Watch

DEEP = bool(os.environ.get("KLUCZNIK_DEEP"))
FEWER = int(os.environ.get("KLUCZNIK_DEEP_GAMES", "2000"))
GAMES, ACTS = (FEWER, 60) if DEEP else (30, 25)
BATCH = 10 if DEEP else GAMES

# How often each act is tried; the rare ones disturb what the frequent ones build.
WEIGHTS = {
    "decide": 10,
    "wait": 8,
    "accept": 5,
    "submit": 4,
    "vote": 4,
    "object": 3,
    "use": 3,
    "prepare": 3,
    "ask_register": 3,
    "add": 2,
    "answer": 2,
    "undo": 2,
    "release": 2,
    "appeal": 2,
    "add_words": 1,
    "take_back": 1,
    "remove": 1,
    "withdraw": 1,
    "readdress": 1,
    "refactor": 1,
    "suspend": 1,
    "appear": 1,
    "give": 1,
    "bounce": 1,
}
NAMES = [name for name, weight in WEIGHTS.items() for _ in range(weight)]
SENT = [("prepare", 0, 0, 0), ("add", 0, 0, 0), ("submit", 0, 0, 0)]
APPROVED = [*SENT, ("decide", 0, 0, 0), ("decide", 0, 1, 0)]
GRANTED = [
    *APPROVED,
    ("wait", 0, 7, 0),
    ("ask_register", 0, 0, 0),
    ("wait", 0, 5, 0),
    ("wait", 0, 0, 0),
    ("accept", 0, 0, 0),
    ("use", 0, 1, 0),
    ("use", 0, 0, 0),
]
REJECTED = [*SENT, ("decide", 0, 20, 0), ("decide", 0, 21, 0)]
# How far a game has come before the players take over.
OPENINGS = [
    *[[], SENT, APPROVED, APPROVED[:-1], GRANTED, GRANTED, GRANTED[:-3], GRANTED[:-5]],
    [*APPROVED, ("object", 0, 9, 0)],
    [*GRANTED, ("object", 0, 9, 0)],
    [*SENT, ("decide", 0, 25, 0)],
    REJECTED,
    [*REJECTED, ("appeal", 0, 0, 0)],
    [*APPROVED, ("prepare", 3, 0, 0), ("add", 3, 0, 0), ("submit", 3, 0, 0), ("decide", 3, 0, 0)],
]


def test_every_state_leads_somewhere_or_is_an_end():
    assert set(NEXT) == set(State)
    assert {state for state, following in NEXT.items() if not following} == set(ENDS)


def test_the_only_ways_into_a_grant_lead_through_the_waiting_period():
    granting = {before for before in State if may_follow(before, State.GRANTED)}

    assert granting == {State.NOTICE, State.READY}
    assert {before for before in State if may_follow(before, State.READY)} == {State.NOTICE}


@pytest.mark.django_db
def test_no_game_leads_around_the_procedure(request, capsys):
    """Each game runs in a transaction of its own, with the same people."""
    cast, travel = request.getfixturevalue("cast"), request.getfixturevalue("travel")
    request.getfixturevalue("settings").REGISTERS = [quiet.PATH]
    world = machine.World(cast, travel)
    came: Counter[tuple[str, str]] = Counter()

    @settings(
        max_examples=BATCH,
        deadline=None,
        derandomize=not DEEP,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, 2**32))
    def game(seed):
        opening, played = drawn(random.Random(seed))
        watch = fresh(world, travel)
        with transaction.atomic():
            for act in opening + played:
                outcome = world.play(act)
                note(f"{act}: {outcome}")
                came[act[0], outcome] += 1
                watch.look(act[0])
            transaction.set_rollback(True)
        came["games", ""] += 1
        came["grants", ""] += watch.grants
        came["reverts", ""] += watch.reverts

    for _ in range(GAMES // BATCH):
        game()

    with capsys.disabled():
        if DEEP:
            print(f"\n{came['games', '']} games, {world.total} acts: {sorted(came.items())}")
    assert came["grants", ""] > 0
    assert came["reverts", ""] > 0


def drawn(dice) -> tuple[list, list]:
    """A game: evenly drawn, which a search for small examples is not."""
    numbers = lambda: [dice.randrange(60) for _ in range(3)]  # noqa: E731
    return dice.choice(OPENINGS), [(dice.choice(NAMES), *numbers()) for _ in range(ACTS)]


def fresh(world, travel) -> Watch:
    """The same people at the beginning."""
    travel.ahead = timedelta()
    world.total = getattr(world, "total", 0) + world.count
    world.register, world.count = 1, 0
    world.answers.clear()
    world.stale.clear()
    world.given.clear()
    world.alfa.refresh_from_db()
    return Watch(world)
