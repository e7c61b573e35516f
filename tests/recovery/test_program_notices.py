"""What the programs of a company say about a case at each of its moments; never who asked, and never for long after."""

from __future__ import annotations

import pytest

from klucznik.core.templatetags.ui import date_long
from klucznik.declarations.actions.contests import object_to
from klucznik.declarations.actions.submitting import withdraw_declaration
from klucznik.declarations.actions.undoing import undo_grant
from klucznik.devices import compiled
from klucznik.devices.models import Device
from klucznik.recovery.program_notices import for_programs
from tests import factories
from tests.declarations import cases


@pytest.fixture
def alfa(cast):
    cases.lose_the_keys(cast)
    return cast.alfa


def said(cast) -> str:
    told = for_programs(cast.alfa, cast.alfa_license)
    assert len(told) <= 1
    sentence = told[0].sentence if told else ""
    assert "Dorota" not in sentence
    assert "dorota" not in sentence
    return sentence


def test_a_draft_is_nobody_elses_matter(cast, alfa):
    cases.draft(cast.dorota, alfa)
    assert said(cast) == ""


def test_submitted_notice_half_time_and_the_last_day(cast, alfa, travel):
    case = cases.submitted(cast.dorota, alfa)
    assert "and we check it. Your program works as before." in said(cast)

    cases.decided(cast.filip, case)
    case = cases.decided(cast.grazyna, case)
    day = str(date_long(case.notice_ends_at))
    assert day in said(cast)
    travel(days=7.5)
    assert day in said(cast)
    assert ":" not in said(cast)
    travel(days=6)
    assert ":" in said(cast)  # the hour, too


def test_an_objection(cast, alfa):
    case = cases.in_notice(cast)
    object_to(cases.voice(case, "contact"))

    assert "Somebody objected" in said(cast)


def test_granted_undone_and_forgotten(cast, alfa, travel):
    case = cases.granted(cast, travel)
    assert "has a new global administrator" in said(cast)

    undo_grant(cast.henryk, cases.fresh(case), note="Podpis nieprawdziwy.", as_lead=True)
    assert "were taken back" in said(cast)
    travel(days=7.1)
    assert said(cast) == ""


def test_the_end_without_a_grant_is_told_for_a_week(cast, alfa, travel):
    withdraw_declaration(cast.dorota, cases.in_notice(cast))
    assert "nobody got rights through it" in said(cast)
    travel(days=7.1)
    assert said(cast) == ""


def test_a_probation_that_passed_is_no_news(cast, alfa, travel):
    cases.granted(cast, travel)
    travel(days=14.1)
    cases.let_the_clock_work()

    assert said(cast) == ""


@pytest.mark.parametrize("over", [False, True])
def test_the_quick_way_leaves_these_answers_to_the_ordinary_one(cast, alfa, over):
    case = cases.in_notice(cast)
    if over:
        withdraw_declaration(cast.dorota, case)

    place = factories.activation(cast.alfa_license)
    Device.objects.filter(pk=place.device_id).update(secret_hash=compiled.SECRET)
    row = dict(zip(compiled.COLUMNS, compiled.places().get(), strict=True))

    assert row["is_watched"]
