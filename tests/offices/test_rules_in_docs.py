"""The numbers in the documentation of offices are those in force."""

from __future__ import annotations

import re

import pytest

from klucznik.catalog.loading import SAMPLE
from klucznik.catalog.reading import read
from klucznik.limits.rules import LIMITS
from klucznik.offices import clients_file, invitations, sharing
from tools.surroundings import ROOT

CATALOG = {one.code: one for one in read(SAMPLE).products}
SHARING = CATALOG["subiekt-123-gt"]
RULES = SHARING.stored_rules


def told(rule: str) -> str:
    """The number that the table gives for a rule that begins so."""
    page = (ROOT / "docs/develop/offices.md").read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| {re.escape(rule)}[^|]*\|([^|]*)\|", page, re.MULTILINE)
    return " ".join(row.split())


@pytest.mark.parametrize(
    ("rule", "number"),
    [
        ("An unregistered client can only be read", f"{RULES['client_unregistered_days']} days"),
        ("So many people of the client", str(RULES["shared_people"])),
        ("After the end the client reads", f"{RULES['reading_days']} days"),
        ("The link of an invitation lives", f"{invitations.VALID_FOR.days} days"),
        ("A wrong acceptance that made", f"{sharing.WITHDRAWABLE_FOR.days} days"),
        ("A file has at most so many lines", str(clients_file.MOST_LINES)),
        ("Messages to one address", f"{LIMITS['share.mail.email'].most} a day"),
        ("One pair of numbers is answered", f"{LIMITS['share.find.pair'].most} times a day"),
        ("Tries from one address", f"{LIMITS['share.find.address'].most} an hour"),
    ],
)
def test_the_number_in_the_table_is_the_one_in_force(rule, number):
    assert told(rule) == number


def test_days_ahead_and_limits_are_those_of_the_catalog():
    days = ", ".join(str(day) for day in RULES["notices_days"])
    codes = {CATALOG[code].name for code in RULES["clients_from"]}

    assert told("The office is told ahead, once each") == f"{days} days"
    assert sorted(sharing.READING_TOLD_AHEAD) == [1, 7]
    assert codes == {"Rachmistrz GT", "Rewizor GT"}
    assert (
        told("As many shares as the license has")
        == f"{SHARING.steps[0]['base']} in the basic license"
    )
