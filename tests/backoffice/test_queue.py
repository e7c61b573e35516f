"""The queue: what waits for me, what waits for others, objections, and everything."""

from __future__ import annotations

from datetime import timedelta

import pytest

from klucznik.backoffice.queries.cases import mine_to_decide
from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.declarations.impartiality import may_review
from klucznik.declarations.models import Declaration
from tests import factories
from tests.backoffice.desk import at_work
from tests.declarations import cases


@pytest.fixture
def case(cast):
    cases.lose_the_keys(cast)
    return cases.submitted(cast.dorota, cast.alfa)


def numbers(client, tab: str = "") -> list[str]:
    return [row.number for row in client.get(f"/staff/cases/{tab}").context["page"].rows]


def test_a_new_case_waits_for_every_reviewer(case, cast, sign_in):
    assert numbers(at_work(sign_in, cast.filip)) == [case.number]
    assert numbers(at_work(sign_in, cast.henryk)) == [case.number]
    assert numbers(at_work(sign_in, cast.ewa)) == []


def test_after_deciding_it_waits_for_others(case, cast, sign_in):
    cases.decided(cast.filip, case)
    client = at_work(sign_in, cast.filip)

    assert numbers(client) == []
    assert numbers(client, "others/") == [case.number]
    assert numbers(at_work(sign_in, cast.grazyna)) == [case.number]


def test_a_disagreement_waits_for_a_lead(case, cast, sign_in):
    third = factories.with_factor(factories.person(email="trzeci@example.com"))
    third.staff.create(role="reviewer")
    cases.decided(cast.filip, case)
    cases.decided(cast.grazyna, case, "reject")

    assert numbers(at_work(sign_in, third)) == []
    assert numbers(at_work(sign_in, cast.henryk)) == [case.number]


def test_a_case_of_ones_own_company_is_never_mine(case, cast, sign_in):
    factories.membership(cast.alfa, cast.filip, Role.USER)

    assert numbers(at_work(sign_in, cast.filip)) == []


def test_the_list_agrees_with_the_rule_of_the_action(case, cast):
    """The list asks the database once; the action asks about one case. Both must say the same."""
    rounds = [
        lambda: None,
        lambda: cases.decided(cast.filip, case),
        lambda: cases.decided(cast.grazyna, case, "reject"),
    ]
    for step in rounds:
        step()
        for member in [person.staff.get() for person in (cast.filip, cast.grazyna, cast.henryk)]:
            listed = mine_to_decide(member).filter(pk=case.pk).exists()
            as_lead = member.role == "lead"
            assert listed == may_review(member.user, cases.fresh(case), as_lead=as_lead)


def test_the_earliest_promise_comes_first_and_late_ones_are_marked(case, cast, sign_in):
    gamma = factories.company("Cukiernia Gamma")
    factories.membership(gamma, cast.bogna, Role.ASSOCIATED, proven=False)
    late = cases.submitted(cast.bogna, gamma)
    Declaration.objects.filter(pk=late.pk).update(promised_at=clock.now() - timedelta(days=1))
    client = at_work(sign_in, cast.filip)

    assert numbers(client) == [late.number, case.number]
    assert "badge--danger" in client.get("/staff/cases/").content.decode()


def test_drafts_are_nobodys_business(cast, sign_in):
    cases.lose_the_keys(cast)
    cases.draft(cast.dorota, cast.alfa)

    assert numbers(at_work(sign_in, cast.filip), "all/") == []


def test_all_cases_are_narrowed_by_state(case, cast, sign_in):
    client = at_work(sign_in, cast.filip)

    assert numbers(client, "all/?state=in_review") == [case.number]
    assert numbers(client, "all/?state=granted") == []
    assert numbers(client, "all/?state=nonsense") == [case.number]


def test_the_queue_costs_the_same_for_many(case, cast, sign_in, django_assert_max_num_queries):
    client = at_work(sign_in, cast.filip)

    with django_assert_max_num_queries(12):
        client.get("/staff/cases/")
