"""Whoever deletes their account asks for nothing any more, and the letters stop naming them."""

from __future__ import annotations

import pytest

from klucznik.accounts.actions.leaving import delete_account
from klucznik.declarations.models import Declaration, State
from klucznik.recovery.actions.requests import request_rights
from klucznik.recovery.models import RightsRequest
from tests import factories
from tests.accounts.departing import decide
from tests.declarations import cases


@pytest.fixture
def gone(cast):
    """Somebody's way out, up to the end."""

    def leave(person):
        user = decide(person)
        delete_account(None, user)

    return leave


def test_an_open_case_is_withdrawn_at_once(cast):
    cases.lose_the_keys(cast)
    case = cases.in_notice(cast)
    decide(cast.dorota)

    assert cases.fresh(case).state == State.WITHDRAWN


def test_whoever_deletes_their_account_reads_before_that_their_case_ends(cast, sign_in):
    cases.lose_the_keys(cast)
    case = cases.in_notice(cast)
    client = sign_in(cast.dorota)

    before = client.get("/account/delete/").content.decode()
    decide(cast.dorota)

    assert f"Your open case {case.number} is withdrawn at once" in before
    assert "Your open case" not in sign_in(cast.celina).get("/account/delete/").content.decode()


def test_a_waiting_request_is_withdrawn_at_once(cast):
    request_rights(cast.bogna, cast.alfa, reason="Prowadzę sprawy licencji.")
    decide(cast.bogna)

    assert RightsRequest.objects.get().state == RightsRequest.State.WITHDRAWN


def test_a_granted_case_can_still_be_objected_to(cast, travel):
    cases.lose_the_keys(cast)
    case = cases.granted(cast, travel)
    decide(cast.dorota)

    assert cases.fresh(case).state == State.GRANTED


def test_in_the_end_the_letters_name_nobody(cast, gone):
    cases.lose_the_keys(cast)
    case = cases.in_notice(cast)
    gone(cast.dorota)

    kept = Declaration.objects.get(pk=case.pk)
    assert kept.login == ""
    assert "dorota" not in str(kept.content).lower()
    assert kept.decisions.count() == 2


def test_a_new_account_with_the_same_address_inherits_nothing(cast, gone):
    cases.lose_the_keys(cast)
    cases.in_notice(cast)
    gone(cast.dorota)
    again = factories.person("Dorota", "Dąb", email="dorota@example.com")

    assert not Declaration.objects.visible_to(again).exists()
    assert cases.place_of(again, cast.alfa) is None
