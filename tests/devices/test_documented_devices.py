"""The page for programmers says what the code does: every verdict, every limit, every refusal."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from klucznik.catalog.rules import Mode
from klucznik.core.errors import DomainError
from klucznik.devices import errors, idempotency, requests
from klucznik.devices.api import pace
from klucznik.devices.fingerprints import LEAST, WEIGHTS
from klucznik.licensing.verdicts import NEXT_STEPS, Verdict
from klucznik.limits.rules import HOUR, LIMITS

PAGE = (Path(__file__).parents[2] / "docs" / "integrate" / "devices.md").read_text()
# What people meet on pages, or what the page says in words.
ELSEWHERE = {"device_not_yours", "place_ended", "request_unreadable", "other_program"}
ELSEWHERE |= {"no_device_files", "too_many_requests", "idempotency_key_malformed"}


def rows(header: str) -> list[list[str]]:
    """The cells of the table that begins with this header."""
    table = PAGE[PAGE.index(header) :].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in table]


def test_every_verdict_with_its_next_step() -> None:
    told = {row[0]: row[2] for row in rows("| Verdict | Mode |")}

    assert told == {verdict.value: NEXT_STEPS[verdict].value for verdict in Verdict}


def test_modes_are_modes() -> None:
    modes = {row[1] for row in rows("| Verdict | Mode |")}

    assert modes - {"as the product says"} == set(Mode.values)


def test_every_refusal_is_told() -> None:
    codes = {
        error.code
        for error in vars(errors).values()
        if isinstance(error, type) and issubclass(error, DomainError) and error is not DomainError
    }

    assert sorted(code for code in codes - ELSEWHERE if f"`{code}`" not in PAGE) == []


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        (
            r"(\d+) at once, then (\d+) a minute",
            (pace.DEVICE.burst, pace.DEVICE.a_second * 60),
        ),
        (
            r"([\d,]+) at once, then (\d+) a second",
            (pace.LICENSE.burst, pace.LICENSE.a_second),
        ),
        (r"(\d+) an hour each", (LIMITS["activation.license"].most,)),
        (r"(\d+) an hour \|\n\| wrong numbers", (LIMITS["device.file.device"].most,)),
        (r"wrong numbers \| (\d+) an hour", (LIMITS["license.number.address"].most,)),
        (r"activation codes \| (\d+) an hour", (LIMITS["license.code.license"].most,)),
        (r"(\d+) to (\d+) printable", (16, 128)),
        (r"for (\d+) hours", (idempotency.KEPT.total_seconds() / 3600,)),
        (r"At most ([\d,]+) bytes", (requests.LONGEST,)),
        (r"that is (\d) or more", (LEAST,)),
        (
            r"system (\d), board (\d), disk (\d), all others (\d)",
            (WEIGHTS["system"], WEIGHTS["board"], WEIGHTS["disk"], WEIGHTS["network"]),
        ),
    ],
)
def test_figures_are_those_of_the_code(sentence: str, figures: tuple[Any, ...]) -> None:
    found = re.search(sentence, PAGE)

    assert found, sentence
    assert tuple(int(figure.replace(",", "")) for figure in found.groups()) == figures


def test_limits_that_stand_in_one_line_are_equal() -> None:
    for one, other in [
        ("activation.license", "activation.address"),
        ("license.number.address", "license.number.account"),
        ("license.code.license", "license.code.address"),
    ]:
        assert LIMITS[one] == LIMITS[other]
        assert LIMITS[one].window == HOUR
