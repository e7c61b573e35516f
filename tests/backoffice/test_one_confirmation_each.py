"""Each decision takes a second step of its own; too many decisions within an hour are told to the leads."""

from __future__ import annotations

import pytest

from klucznik.companies.models import Role
from klucznik.declarations.models import Decision
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.limits.rules import LIMITS, Limit
from klucznik.mail.models import SentEmail
from tests import factories
from tests.backoffice.desk import at_work, confirm
from tests.backoffice.test_decide_case import form, page
from tests.declarations import cases


def several(cast, count: int) -> list:
    cases.lose_the_keys(cast)
    found = [cases.submitted(cast.dorota, cast.alfa)]
    for number in range(count - 1):
        company = factories.company(f"Firma {number}", email=f"firma{number}@klient.example")
        person = factories.person(email=f"ktos{number}@example.com")
        factories.membership(company, person, Role.ASSOCIATED, proven=False)
        found.append(cases.submitted(person, company))
    return found


def decide(client, case):
    return client.post(
        f"{page(case)}decision/",
        form(case),
        headers={"referer": f"http://testserver{page(case)}"},
    )


def test_a_confirmation_serves_one_decision(cast, sign_in):
    first, second = several(cast, 2)
    client = at_work(sign_in, cast.filip)

    decide(client, first)
    answer = decide(client, second)
    shown = client.get(page(second)).content.decode()

    assert Decision.objects.count() == 1
    assert "for=verdict" in answer.url
    assert "KRS, odpis z dzisiaj." in shown
    assert '<option value="handwritten" selected>' in shown

    confirm(client)
    decide(client, second)
    assert Decision.objects.count() == 2


def test_a_refused_form_does_not_use_it_up(cast, sign_in):
    (case,) = several(cast, 1)
    client = at_work(sign_in, cast.filip)

    assert client.post(f"{page(case)}decision/", form(case, note=" ")).status_code == 422
    assert decide(client, case).status_code == 302
    assert Decision.objects.count() == 1


def test_an_approval_says_what_was_found_about_the_signatories(cast, sign_in):
    (case,) = several(cast, 1)
    client = at_work(sign_in, cast.filip)

    without = client.post(f"{page(case)}decision/", form(case, representation=""))
    assert without.status_code == 422
    assert "Say what you found about who signed." in without.content.decode()
    decide(client, case)

    assert Decision.objects.get().representation == "handwritten"


def test_a_rejection_says_nothing_about_representation(cast, sign_in):
    (case,) = several(cast, 1)

    at_work(sign_in, cast.filip).post(
        f"{page(case)}decision/", form(case, "reject", representation="complete")
    )

    assert Decision.objects.get().representation == ""


@pytest.fixture
def hasty():
    usual = LIMITS["staff.decision"]
    LIMITS["staff.decision"] = Limit(2, usual.window)
    yield
    LIMITS["staff.decision"] = usual


def test_the_leads_learn_once_of_somebody_who_decides_too_fast(cast, sign_in, deliver, hasty):
    client = at_work(sign_in, cast.filip)
    for case in several(cast, 4):
        confirm(client)
        decide(client, case)
    deliver()

    assert Decision.objects.filter(reviewer=cast.filip).count() == 4
    assert Event.objects.get(kind=Kind.STAFF_HURRIED).person == cast.filip
    letter = SentEmail.objects.get(message="backoffice/emails/hurried")
    assert letter.recipient == cast.henryk


def test_slow_work_alarms_nobody(cast, sign_in, travel, hasty):
    for case in several(cast, 4):
        client = at_work(sign_in, cast.filip)
        decide(client, case)
        travel(minutes=40)

    assert not Event.objects.filter(kind=Kind.STAFF_HURRIED).exists()
