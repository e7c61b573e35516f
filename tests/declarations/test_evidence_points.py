"""The table of points and the waits that follow from it, number by number."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings

from config import evidence
from klucznik.declarations.scoring import (
    CONTROL,
    STANDING,
    Band,
    Proof,
    Representation,
    Rules,
    hints,
    wait,
    weigh,
    working_days,
)

H, D = timedelta(hours=1), timedelta(days=1)
RULES = Rules(
    evidence.points(evidence.POINTS),
    tuple(
        Band(kind == "signed", least, length)
        for kind, least, length in evidence.waits(evidence.WAITS)
    ),
)
QUALIFIED, TRUSTED, SOME, HANDWRITTEN = Representation

TABLE = {
    "qualified_signature": 60,
    "trusted_signature": 45,
    "some_signatures": 25,
    "handwritten": 25,
    "register_code": 40,
    "domain": 30,
    "contact_code": 25,
    "program": 20,
    "invoice": 10,
    "long_associated": 15,
    "was_administrator": 15,
    "office": 10,
    "young_account": -10,
    "fresh_contact": -20,
    "risky_sign_in": -10,
}


@pytest.mark.parametrize(("name", "points"), TABLE.items())
def test_every_piece_has_its_points(name, points):
    if name in Representation.values:
        found = weigh(RULES, Representation(name), [])
    else:
        found = weigh(RULES, None, [Proof(name)])

    assert found.total == points


def test_the_table_names_exactly_what_can_count():
    known = {*Representation.values, *CONTROL, *STANDING, "control_at_most"}

    assert set(settings.EVIDENCE_POINTS) == known


def test_control_counts_forty_together_at_most():
    assert weigh(RULES, None, CONTROL).total == 40
    assert weigh(RULES, None, [Proof.CONTACT_CODE, Proof.INVOICE]).total == 35


@pytest.mark.parametrize("proofs", [CONTROL, STANDING[:3], [*CONTROL, *STANDING[:3]]])
def test_without_representation_nothing_suffices(proofs):
    assert wait(RULES, weigh(RULES, None, proofs)) is None


@pytest.mark.parametrize("proof", [Proof.OFFICE, Proof.PROGRAM, Proof.INVOICE])
def test_office_program_and_invoice_alone_never_suffice(proof):
    assert wait(RULES, weigh(RULES, None, [proof])) is None


@pytest.mark.parametrize(
    ("representation", "proofs", "total", "length"),
    [
        (QUALIFIED, [Proof.REGISTER_CODE], 100, 24 * H),
        (QUALIFIED, [Proof.REGISTER_CODE, Proof.YOUNG_ACCOUNT], 90, 72 * H),
        (QUALIFIED, [Proof.INVOICE], 70, 72 * H),
        (QUALIFIED, [], 60, 7 * D),
        (TRUSTED, [Proof.REGISTER_CODE, Proof.LONG_ASSOCIATED], 100, 24 * H),
        (TRUSTED, [Proof.CONTACT_CODE], 70, 72 * H),
        (TRUSTED, [], 45, 7 * D),
        (TRUSTED, [Proof.FRESH_CONTACT], 25, 7 * D),
        (TRUSTED, [Proof.FRESH_CONTACT, Proof.YOUNG_ACCOUNT], 15, None),
        (HANDWRITTEN, [Proof.REGISTER_CODE, Proof.LONG_ASSOCIATED, Proof.OFFICE], 90, 7 * D),
        (HANDWRITTEN, [Proof.PROGRAM], 45, 7 * D),
        (HANDWRITTEN, [Proof.LONG_ASSOCIATED], 40, 14 * D),
        (HANDWRITTEN, [], 25, 14 * D),
        (HANDWRITTEN, [Proof.RISKY_SIGN_IN], 15, None),
        (HANDWRITTEN, [Proof.RISKY_SIGN_IN, Proof.INVOICE], 25, 14 * D),
        # One of several who sign together is not everybody: the short waits need all of them.
        (SOME, [Proof.REGISTER_CODE, Proof.LONG_ASSOCIATED, Proof.WAS_ADMINISTRATOR], 95, 7 * D),
        (SOME, [], 25, 14 * D),
    ],
)
def test_the_wait_follows_from_the_sum_and_from_how_it_was_signed(
    representation, proofs, total, length
):
    found = weigh(RULES, representation, proofs)

    assert (found.total, wait(RULES, found)) == (total, length)


@pytest.mark.parametrize(
    ("total", "signed", "paper"),
    [
        (24, None, None),
        (25, 7 * D, 14 * D),
        (44, 7 * D, 14 * D),
        (45, 7 * D, 7 * D),
        (69, 7 * D, 7 * D),
        (70, 72 * H, 7 * D),
        (99, 72 * H, 7 * D),
        (100, 24 * H, 7 * D),
    ],
)
def test_each_band_begins_and_ends_where_it_says(total, signed, paper):
    table = dict(RULES.points)
    for representation, expected in ((QUALIFIED, signed), (HANDWRITTEN, paper)):
        rules = Rules(table | {representation: total}, RULES.bands)

        assert wait(rules, weigh(rules, representation, [])) == expected


@pytest.mark.parametrize(
    ("period", "count"),
    [(24 * H, 1), (71 * H, 1), (72 * H, 2), (7 * D, 4), (13 * D, 4), (14 * D, 8), (90 * D, 8)],
)
def test_a_longer_wait_holds_more_working_days(period, count):
    assert working_days(period) == count


def test_hints_name_what_shortens_first_and_what_only_counts_last():
    paper = weigh(RULES, HANDWRITTEN, [])

    found = hints(RULES, paper, [Proof.INVOICE, Proof.PROGRAM, QUALIFIED, Proof.REGISTER_CODE])

    assert [(one.name, one.gain, one.wait, one.helps) for one in found] == [
        (Proof.REGISTER_CODE, 40, 7 * D, True),
        (QUALIFIED, 35, 7 * D, True),
        (Proof.PROGRAM, 20, 7 * D, True),
        (Proof.INVOICE, 10, 14 * D, False),
    ]


def test_what_control_has_used_up_gains_nothing():
    full = weigh(RULES, QUALIFIED, [Proof.REGISTER_CODE])

    assert hints(RULES, full, [Proof.DOMAIN])[0].gain == 0


def test_the_operator_names_only_the_numbers_to_change():
    assert evidence.points("qualified_signature=80")["qualified_signature"] == 80
    assert evidence.points("qualified_signature=80")["handwritten"] == 25


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ("passport=60", 'there is no evidence named "passport"'),
        ("domain", '"domain" is not of the form name=value'),
        ("domain=many", '"many" for domain is not a whole number'),
        ("domain=-5", "domain may not be below 0"),
        ("young_account=5", "young_account may not be above 0"),
    ],
)
def test_a_wrong_table_is_refused_in_a_sentence(raw, sentence):
    with pytest.raises(ValueError, match=sentence):
        evidence.points(raw)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ("signed:25=7d", "no wait for paper evidence"),
        ("signed:25=7d, paper:25=1h", '"1h" is not from 24h to 90d'),
        ("signed:25=7d, paper:0=7d", '"paper:0" is not'),
        ("signed:25=7d, paper:25=two", '"two" is not a wait'),
        ("signed:25=24h, signed:70=7d, paper:25=7d", "may not mean a longer wait"),
        ("signed:25=24h, signed:25=7d, paper:25=7d", "same points stand twice"),
    ],
)
def test_wrong_waits_are_refused_in_a_sentence(raw, sentence):
    with pytest.raises(ValueError, match=sentence):
        evidence.waits(raw)


def test_the_longest_wait_is_told_in_days():
    assert evidence.longest_days(evidence.waits(evidence.WAITS)) == 14
    assert evidence.longest_days(evidence.waits("signed:25=25h, paper:25=25h")) == 2


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("", None),
        ("9.9.9.9", ("9.9.9.9", 53)),
        ("127.0.0.1:5353", ("127.0.0.1", 5353)),
        ("::1", ("::1", 53)),
    ],
)
def test_a_resolver_is_an_address_with_or_without_a_port(raw, found):
    assert evidence.resolver(raw) == found


@pytest.mark.parametrize("raw", ["dns.example", "9.9.9.9:0", "9.9.9.9:x"])
def test_anything_else_is_no_resolver(raw):
    with pytest.raises(ValueError, match="is not"):
        evidence.resolver(raw)
