"""Within the probation a lead reviewer takes back what was granted, in one step."""

from __future__ import annotations

import pytest
from django.core import mail

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


def test_whoever_loses_what_was_granted_reads_why_and_the_lead_knew_that(
    case, cast, sign_in, deliver
):
    client = at_work(sign_in, cast.henryk)
    deliver()
    mail.outbox.clear()

    shown = client.get(f"/staff/cases/{case.public_id}/").content.decode()
    client.post(f"/staff/cases/{case.public_id}/undo/", WHY)
    deliver()

    to_others = [one for one in mail.outbox if one.to != [case.login]]
    told = next(one for one in mail.outbox if one.to == [case.login] and case.number in one.subject)
    page = sign_in(cast.dorota).get(f"/cases/{case.public_id}/").content.decode()
    assert "The person whose grant is undone reads these words" in shown
    assert WHY["note"] in told.body.replace("\n", " ")
    assert WHY["note"] in page
    assert to_others
    assert not any(WHY["note"] in one.body.replace("\n", " ") for one in to_others)
