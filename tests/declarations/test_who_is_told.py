"""Who is told what, step by step: one table for the whole life of a case."""

from __future__ import annotations

import pytest

from klucznik.core import clock
from klucznik.declarations.actions.submitting import withdraw_declaration
from klucznik.declarations.actions.undoing import undo_grant
from klucznik.jobs import worker
from klucznik.mail.models import SentEmail
from tests import factories
from tests.declarations import cases

CLAIMANT, FORMER, CONTACT = "dorota@example.com", "anna@example.com", "biuro@alfa.example"
EVERYBODY = {CLAIMANT, FORMER, CONTACT}


@pytest.fixture
def alfa(cast):
    cases.lose_the_keys(cast)
    return cast.alfa


def told() -> dict[str, set[str]]:
    """Who got which message since the last look."""
    worker.drain()
    letters: dict[str, set[str]] = {}
    for email in SentEmail.objects.filter(message__startswith="declarations/"):
        letters.setdefault(email.message.rsplit("/", 1)[-1], set()).add(email.address)
    SentEmail.objects.all().delete()
    return letters


def test_the_whole_life_of_a_case(cast, alfa, travel):
    case = cases.submitted(cast.dorota, alfa)
    assert told() == {"case_submitted": {CLAIMANT}, "rights_claimed": {FORMER, CONTACT}}

    cases.decided(cast.filip, case)
    assert told() == {}

    cases.decided(cast.grazyna, case)
    waiting = {"case_waiting": {CLAIMANT}, "rights_claimed": {FORMER, CONTACT}}
    assert told() == waiting
    for days in (7.1, 6):
        travel(days=days)
        cases.let_the_clock_work()
        assert told() == waiting

    travel(days=1)
    cases.let_the_clock_work()
    assert told() == {"case_ready": {CLAIMANT}}

    from klucznik.declarations.actions.accepting import accept_grant

    factories.with_factor(cast.dorota)
    accept_grant(cast.dorota, cases.fresh(case))
    assert told() == {"case_granted": {CLAIMANT}, "rights_granted": {FORMER, CONTACT}}

    travel(days=14.1)
    cases.let_the_clock_work()
    assert told() == {"case_ended": {CLAIMANT}, "claim_ended": {FORMER, CONTACT}}


def test_a_draft_concerns_nobody_else(cast, alfa):
    withdraw_declaration(cast.dorota, cases.draft(cast.dorota, alfa))

    assert told() == {"case_ended": {CLAIMANT}}


def test_a_question_concerns_the_claimant_alone(cast, alfa):
    case = cases.submitted(cast.dorota, alfa)
    told()
    cases.decided(cast.filip, case, "ask")

    assert told() == {"case_needs_info": {CLAIMANT}}


def test_everybody_learns_of_an_undone_grant(cast, alfa, travel):
    case = cases.granted(cast, travel)
    told()
    undo_grant(cast.henryk, cases.fresh(case), note="Podpis nieprawdziwy.", as_lead=True)

    assert set().union(*told().values()) == EVERYBODY


def test_a_contact_address_that_is_fresh_is_not_asked(cast):
    """Whoever changes the contact address first and claims then hears nothing of their own claim."""
    cast.alfa.email_since, cast.alfa.edited_fields = clock.now(), ["email"]
    cast.alfa.save()
    cases.lose_the_keys(cast)
    cases.submitted(cast.dorota, cast.alfa)

    assert CONTACT not in set().union(*told().values())
