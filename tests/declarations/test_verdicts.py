"""What decisions come to: every combination of three people, with and without a lead that is needed."""

from __future__ import annotations

from itertools import product

import pytest

from klucznik.declarations.verdicts import Outcome, Vote, outcome

CAST = [None, "approve", "reject", "ask"]


def votes(*verdicts: str | None, leads: tuple[int, ...] = (), settling: int | None = None):
    return [
        Vote(number, verdict, as_lead=number == settling, by_lead=number in leads)
        for number, verdict in enumerate(verdicts)
        if verdict
    ]


@pytest.mark.parametrize("verdicts", list(product(CAST, repeat=3)))
@pytest.mark.parametrize("needs_lead", [False, True])
@pytest.mark.parametrize("needed", [1, 2])
def test_nothing_is_approved_without_those_it_takes(verdicts, needs_lead, needed):
    found = outcome(votes(*verdicts, leads=(2,)), needed=needed, needs_lead=needs_lead)

    if found == Outcome.APPROVED:
        assert verdicts.count("approve") >= needed
        assert "reject" not in verdicts
        assert "ask" not in verdicts
        assert not needs_lead or verdicts[2] == "approve"


@pytest.mark.parametrize(
    ("given", "more", "expected"),
    [
        (["approve", "approve"], {}, Outcome.LACKS_LEAD),
        (["approve"], {}, Outcome.WAITS),
        (["approve", "approve"], {"leads": (1,)}, Outcome.APPROVED),
        (["approve", "approve", "approve"], {"leads": (2,), "settling": 2}, Outcome.APPROVED),
        (["approve", "approve", "reject"], {"leads": (2,), "settling": 2}, Outcome.REJECTED),
        (["reject", "reject"], {}, Outcome.REJECTED),
        (["approve", "reject"], {"leads": (1,)}, Outcome.DISAGREED),
        (["approve", "ask"], {}, Outcome.ASKED),
    ],
)
def test_where_a_lead_is_needed(given, more, expected):
    assert outcome(votes(*given, **more), needed=2, needs_lead=True) == expected


def test_where_one_reviewer_is_enough_a_needed_lead_still_has_to_agree():
    assert outcome(votes("approve"), needed=1, needs_lead=True) == Outcome.LACKS_LEAD
    assert outcome(votes("approve", leads=(0,)), needed=1, needs_lead=True) == Outcome.APPROVED
