"""Within the probation a lead reviewer takes back what was granted, in one step."""

from __future__ import annotations

import pytest

from klucznik.companies.models import Role
from klucznik.declarations.models import State
from tests import factories
from tests.backoffice.desk import at_work
from tests.declarations import cases

WHY = {"note": "Prezes zgłosił, że podpis jest podrobiony."}


@pytest.fixture
def case(cast, travel):
    cases.lose_the_keys(cast)
    return cases.granted(cast, travel)


def test_a_lead_undoes_a_grant(case, cast, sign_in):
    client = at_work(sign_in, cast.henryk)

    shown = client.get(f"/staff/cases/{case.public_id}/").content.decode()
    client.post(f"/staff/cases/{case.public_id}/undo/", WHY)

    assert "Undo the grant" in shown
    assert cases.fresh(case).state == State.REVERTED
    place = cases.place_of(cast.dorota, cast.alfa)
    assert place
    assert place.role == Role.ASSOCIATED


def test_a_reviewer_finds_no_way_to_undo(case, cast, sign_in):
    client = at_work(sign_in, cast.filip)

    shown = client.get(f"/staff/cases/{case.public_id}/").content.decode()

    assert "Undo the grant" not in shown
    assert client.post(f"/staff/cases/{case.public_id}/undo/", WHY).status_code == 403


def test_undoing_needs_a_reason(case, cast, sign_in):
    answer = at_work(sign_in, cast.henryk).post(f"/staff/cases/{case.public_id}/undo/", {})

    assert answer.status_code == 422
    assert "Write what you found, and where." in answer.content.decode()
    assert cases.fresh(case).state == State.GRANTED


def test_a_lead_of_the_company_itself_does_not_undo(case, cast, sign_in):
    factories.membership(cast.alfa, cast.henryk)

    answer = at_work(sign_in, cast.henryk).post(f"/staff/cases/{case.public_id}/undo/", WHY)

    assert answer.status_code == 422
    assert cases.fresh(case).state == State.GRANTED
