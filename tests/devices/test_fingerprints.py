"""The same machine, perhaps the same, another one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klucznik.devices.fingerprints import WEIGHTS, Likeness, Machine, likeness, whole

FULL = {part: f"{part}-0000000000000" for part in WEIGHTS}
parts = st.dictionaries(st.sampled_from(list(WEIGHTS)), st.sampled_from(["a" * 16, "b" * 16]))


def with_others(*changed: str) -> dict[str, str]:
    return FULL | dict.fromkeys(changed, "changed-000000000")


def without(*missing: str) -> dict[str, str]:
    return {part: value for part, value in FULL.items() if part not in missing}


@pytest.mark.parametrize(
    ("shown", "verdict"),
    [
        (FULL, Likeness.SAME),
        (with_others("network"), Likeness.PERHAPS),
        (with_others("disk", "network", "name"), Likeness.PERHAPS),
        (with_others("system", "disk", "install"), Likeness.PERHAPS),  # a new disk, installed anew
        (with_others("board", "processor", "network", "disk"), Likeness.OTHER),
        (with_others("system", "board", "disk"), Likeness.OTHER),
        (without("user"), Likeness.PERHAPS),
        ({"board": FULL["board"]}, Likeness.PERHAPS),
        ({"disk": FULL["disk"]}, Likeness.OTHER),  # two are too little to ask
        ({"name": FULL["name"], "user": FULL["user"]}, Likeness.OTHER),
        ({}, Likeness.OTHER),
    ],
)
def test_what_is_asked_and_what_is_not(shown: dict[str, str], verdict: Likeness) -> None:
    assert likeness(FULL, shown) == verdict


@given(parts, parts)
def test_it_does_not_matter_which_was_known_first(
    one: dict[str, str], other: dict[str, str]
) -> None:
    assert likeness(one, other) == likeness(other, one)


def test_nothing_told_is_never_the_same() -> None:
    assert likeness({}, {}) == Likeness.OTHER


def test_prints_tell_nothing_and_belong_to_their_part() -> None:
    machine = Machine("PC", parts={"disk": "x" * 16, "board": "x" * 16})

    assert machine.prints["disk"] != machine.prints["board"]
    assert "x" * 16 not in str(machine.prints)
    assert whole(machine.prints) == whole(dict(reversed(machine.prints.items())))
    assert machine.fingerprint != Machine("PC", parts={"disk": "x" * 16}).fingerprint
