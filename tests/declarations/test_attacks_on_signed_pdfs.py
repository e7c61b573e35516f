"""Signed PDFs that were made to lie: whatever was done to them, no signature in them counts."""

from __future__ import annotations

import pytest

from klucznik.declarations.signed.pdf import read_pdf
from tests.declarations import forging, forging_later, letters

pytestmark = pytest.mark.usefixtures("trusted")


@pytest.mark.parametrize("name", forging.ATTACKS)
def test_no_signature_counts_in_a_file_with(name: str):
    letter = letters.letter()
    forge, reason = forging.ATTACKS[name]

    findings = read_pdf(forge(letter), original=letter)

    assert not findings.is_whole, findings.signatures
    assert [one.reason for one in findings.signatures if one.reason][:1] == [reason]


def test_there_are_many_attacks():
    assert len(forging.ATTACKS) >= 25
    assert forging_later.attack is forging.attack  # both files add to one list
