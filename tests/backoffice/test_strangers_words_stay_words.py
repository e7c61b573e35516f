"""What customers and attackers type is shown to the staff as text, wherever it appears."""

from __future__ import annotations

import pytest

from klucznik.declarations.actions.contests import object_to
from klucznik.recovery.actions.first_administrators import invite_first_administrator
from tests import factories
from tests.backoffice.desk import at_work
from tests.declarations import cases

PAYLOADS = ['<script>alert("1")</script>', '"><img src=x onerror=alert(1)>']


@pytest.mark.parametrize("payload", PAYLOADS)
def test_on_every_page_of_a_case_and_its_company(cast, sign_in, payload):
    cast.alfa.name = cast.alfa.street = cast.dorota.first_name = payload
    cast.alfa.save()
    cast.dorota.save()
    cases.lose_the_keys(cast)
    case = cases.submitted(cast.dorota, cast.alfa)
    contest = object_to(cases.voice(case, "former_administrator"), statement=payload)
    client = at_work(sign_in, cast.henryk)

    pages = [
        "/staff/cases/",
        "/staff/cases/all/",
        "/staff/objections/",
        f"/staff/cases/{case.public_id}/",
        f"/staff/objections/{contest.public_id}/",
        f"/staff/companies/{cast.alfa.public_id}/",
        f"/staff/companies/{cast.alfa.public_id}/people/",
        f"/staff/companies/{cast.alfa.public_id}/history/",
        f"/staff/companies/?q={payload}",
        f"/staff/mail/?q={payload}",
    ]

    for page in pages:
        assert payload not in client.get(page).content.decode(), page


def test_in_the_list_of_invitations(cast, sign_in):
    company = factories.company(PAYLOADS[0], email="gamma@example.com")
    invite_first_administrator(None, company)

    shown = at_work(sign_in, cast.ewa).get("/staff/first-administrators/").content.decode()

    assert PAYLOADS[0] not in shown
    assert "&lt;script&gt;" in shown
