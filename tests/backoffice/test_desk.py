"""The desk on the pages: who reads what, what is put aside, what the queue shows of it, and to whom."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.declarations.actions.desk import last_day
from klucznik.declarations.models import Declaration
from tests import factories
from tests.backoffice.desk import at_work
from tests.declarations import cases


@pytest.fixture
def case(cast):
    cases.lose_the_keys(cast)
    return cases.submitted(cast.dorota, cast.alfa)


def page(case, act: str = "") -> str:
    return f"/staff/cases/{case.public_id}/{act}"


def numbers(client, tab: str = "") -> list[str]:
    return [row.number for row in client.get(f"/staff/cases/{tab}").context["page"].rows]


def hold(client, case, **more):
    return client.post(page(case, "hold/"), {"until": f"{last_day()}", "reason": "register"} | more)


def test_what_one_took_up_leaves_the_lists_of_the_others(case, cast, sign_in):
    filip, grazyna = at_work(sign_in, cast.filip), at_work(sign_in, cast.grazyna)

    filip.post(page(case, "take-up/"))

    assert numbers(filip) == [case.number]
    assert numbers(grazyna) == []
    assert numbers(grazyna, "others/") == [case.number]
    assert "Filip Fąfara reads it" in grazyna.get("/staff/cases/others/").content.decode()


def test_given_back_it_waits_for_everybody(case, cast, sign_in):
    filip = at_work(sign_in, cast.filip)
    filip.post(page(case, "take-up/"))

    filip.post(page(case, "give-back/"))

    assert numbers(at_work(sign_in, cast.grazyna)) == [case.number]


def test_a_late_one_comes_back_to_everybody_and_stands_on_top(case, cast, sign_in, travel):
    at_work(sign_in, cast.filip).post(page(case, "take-up/"))
    travel(days=10)
    gamma = factories.company("Cukiernia Gamma")
    factories.membership(gamma, cast.bogna, Role.ASSOCIATED, proven=False)
    other = cases.submitted(cast.bogna, gamma)

    assert numbers(at_work(sign_in, cast.grazyna)) == [case.number, other.number]


def test_somebody_else_s_case_is_not_taken_but_a_lead_gives_it(case, cast, sign_in):
    at_work(sign_in, cast.filip).post(page(case, "take-up/"))

    shown = at_work(sign_in, cast.grazyna).post(page(case, "take-up/"), follow=True)
    assert "Somebody else has taken up this case." in shown.content.decode()
    at_work(sign_in, cast.henryk).post(page(case, "assign/"), {"person": cast.grazyna.public_id})

    assert cases.fresh(case).assigned_to == cast.grazyna


def test_a_case_is_given_only_to_somebody_who_decides(case, cast, sign_in):
    at_work(sign_in, cast.henryk).post(page(case, "assign/"), {"person": cast.ewa.public_id})

    assert cases.fresh(case).assigned_to is None


def test_put_aside_it_has_a_tab_of_its_own_and_comes_back(case, cast, sign_in, travel):
    filip = at_work(sign_in, cast.filip)

    hold(filip, case)
    assert numbers(filip) == numbers(filip, "others/") == []
    assert numbers(filip, "held/") == [case.number]

    travel(days=30)
    assert numbers(at_work(sign_in, cast.filip)) == [case.number]


def test_the_claimant_reads_why_and_until_when(case, cast, sign_in):
    hold(at_work(sign_in, cast.filip), case)

    shown = sign_in(cast.dorota).get(f"/cases/{case.public_id}/").content.decode()

    assert "An official register does not answer; we read it again." in shown
    assert "Filip" not in shown


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"until": "2020-01-01"}, "Choose a working day from tomorrow to"),
        ({"reason": ""}, "Choose a reason."),
        ({"reason": "holiday"}, "Select a valid choice."),
    ],
)
def test_a_wrong_hold_is_said_at_its_field(case, cast, sign_in, changed, sentence):
    answer = hold(at_work(sign_in, cast.filip), case, **changed)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert 'id="decision"' in answer.content.decode()


def test_taking_it_back_early(case, cast, sign_in):
    filip = at_work(sign_in, cast.filip)
    hold(filip, case)

    filip.post(page(case, "hold/end/"))

    assert numbers(filip) == [case.number]


def test_filters(case, cast, sign_in):
    filip = at_work(sign_in, cast.filip)

    assert numbers(filip, "?kind=global_administrator") == [case.number]
    assert numbers(filip, "?kind=license_transfer") == []
    assert numbers(filip, "?which=late") == numbers(filip, "?which=appeals") == []
    assert numbers(filip, "?which=taken") == []
    filip.post(page(case, "take-up/"))
    assert numbers(filip, "?which=taken") == [case.number]
    assert numbers(filip, "?which=nonsense") == [case.number]


def test_the_desk_tells_nobody_what_another_decided(case, cast, sign_in):
    cases.decided(cast.filip, case, "reject", note="Podpis wygląda na skopiowany.")
    grazyna = at_work(sign_in, cast.grazyna)

    pages = [grazyna.get(url).content.decode() for url in ("/staff/cases/", page(case))]

    for shown in pages:
        assert "skopiowany" not in shown
        assert "<strong>reject</strong>" not in shown


def test_the_queue_costs_the_same_for_one_and_for_many(cast, sign_in):
    cases.lose_the_keys(cast)
    cases.submitted(cast.dorota, cast.alfa)
    client = at_work(sign_in, cast.filip)
    client.get("/staff/cases/")
    with CaptureQueriesContext(connection) as one:
        client.get("/staff/cases/")
    copies = list(Declaration.objects.all())
    for number in range(15):
        copy = copies[0]
        copy.pk, copy.public_id = None, f"copy{number:012d}"
        copy.number, copy.claimant = (
            f"KOP/{number}",
            factories.person(email=f"k{number}@example.com"),
        )
        copy.assigned_to, copy.promised_at = cast.filip, clock.now()
        copy.save(force_insert=True)

    with CaptureQueriesContext(connection) as many:
        shown = client.get("/staff/cases/").context["page"].rows

    assert len(shown) > 10
    assert len(many) == len(one) <= 14


def test_no_two_fields_of_the_page_have_one_name(case, cast, sign_in):
    shown = at_work(sign_in, cast.henryk).get(page(case)).content.decode()

    ids = re.findall(r' id="([^"]+)"', shown)

    assert len(ids) == len(set(ids))
