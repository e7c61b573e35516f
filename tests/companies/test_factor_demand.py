"""A company demands a second factor: who may, whom it reaches, what they see, and how it ends."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse

from klucznik.accounts.errors import FactorNeeded
from klucznik.companies.actions.security import demand_factor
from klucznik.companies.demands import without_factor
from klucznik.companies.errors import RightToDemandMissing
from klucznik.companies.models import Company, FactorDemand
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.jobs import worker
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(cast):
    return factories.with_factor(cast.anna)


def page_of(company: Company) -> str:
    return reverse("companies:security", args=[company.public_id])


def told(subject: str) -> set[str]:
    worker.drain()
    return {to for letter in mail.outbox if subject in letter.subject for to in letter.to}


def demanded(cast, anna, demand: FactorDemand) -> Company:
    return demand_factor(anna, cast.alfa, demand=demand)


def test_a_global_administrator_demands_it_and_those_without_are_told(cast, anna, sign_in):
    browser = sign_in(anna, factor=True)
    assert "2 have none" in browser.get(page_of(cast.alfa)).content.decode()

    response = browser.post(page_of(cast.alfa), {"demand": "everybody"})

    assert response.status_code == 302
    cast.alfa.refresh_from_db()
    assert cast.alfa.factor_demand == FactorDemand.EVERYBODY
    event = Event.objects.get(kind=Kind.COMPANY_FACTOR_DEMANDED, company=cast.alfa)
    assert event.facts == {"demand": "everybody", "demand_before": "nobody"}
    assert told("demands two-step") == {"bartek@example.com", "bogna@example.com"}


def test_the_history_tells_it_in_words(cast, anna, sign_in):
    demanded(cast, anna, FactorDemand.ADMINISTRATORS)

    page = sign_in(anna).get(reverse("companies:history", args=[cast.alfa.public_id]))

    assert "demands two-step verification: from administrators" in page.content.decode()


@pytest.mark.parametrize(
    ("demand", "shut"),
    [("nobody", set()), ("administrators", {"bartek"}), ("everybody", {"bartek", "bogna"})],
)
def test_those_concerned_see_one_page_until_they_have_it(cast, anna, sign_in, demand, shut):
    demanded(cast, anna, FactorDemand(demand))
    for name in ("bartek", "bogna"):
        answer = sign_in(getattr(cast, name)).get(cast.alfa.get_absolute_url())
        assert (answer.status_code == 403) == (name in shut)
        if name in shut:
            text = answer.content.decode()
            assert "Anna Alfowska demanded it" in text
            assert reverse("mfa_activate_totp") in text
            assert reverse("members:leave", args=[cast.alfa.public_id]) in text


def test_with_a_second_step_the_door_opens_at_once(cast, anna, sign_in):
    demanded(cast, anna, FactorDemand.EVERYBODY)
    browser = sign_in(cast.bogna)
    assert browser.get(cast.alfa.get_absolute_url()).status_code == 403

    factories.with_factor(cast.bogna)

    assert browser.get(cast.alfa.get_absolute_url()).status_code == 200


def test_leaving_stays_possible(cast, anna, sign_in):
    demanded(cast, anna, FactorDemand.EVERYBODY)
    browser = sign_in(cast.bogna)

    assert browser.get(reverse("members:leave", args=[cast.alfa.public_id])).status_code == 200


def test_other_companies_stay_open_and_strangers_learn_nothing(cast, anna, sign_in):
    demanded(cast, anna, FactorDemand.EVERYBODY)

    celina = sign_in(cast.celina)
    assert celina.get(cast.beta.get_absolute_url()).status_code == 200
    assert celina.get(cast.alfa.get_absolute_url()).status_code == 404


def test_a_program_reads_a_problem(cast, anna, sign_in):
    demanded(cast, anna, FactorDemand.EVERYBODY)

    answer = sign_in(cast.bogna).get(f"/api/v1/companies/{cast.alfa.public_id}/licenses")

    assert answer.status_code == 403
    assert answer.json()["title"] == "factor_demanded"


def test_only_a_global_administrator_with_a_fresh_second_step_sets_it(cast, anna, sign_in):
    for name in ("bartek", "bogna"):
        assert sign_in(getattr(cast, name)).get(page_of(cast.alfa)).status_code == 403
    stale = sign_in(anna).post(page_of(cast.alfa), {"demand": "everybody"})

    assert stale.url.startswith(reverse("mfa_reauthenticate"))
    assert "for=security" in stale.url
    with pytest.raises(RightToDemandMissing):
        demand_factor(cast.bartek, cast.alfa, demand=FactorDemand.EVERYBODY)
    with pytest.raises(RightToDemandMissing):
        demand_factor(cast.celina, cast.alfa, demand=FactorDemand.EVERYBODY)


def test_nobody_demands_what_they_do_not_have(cast):
    with pytest.raises(FactorNeeded):
        demand_factor(cast.anna, cast.alfa, demand=FactorDemand.EVERYBODY)


def test_the_same_again_is_no_event_and_nobody_is_told_twice(cast, anna):
    demanded(cast, anna, FactorDemand.EVERYBODY)
    demanded(cast, anna, FactorDemand.EVERYBODY)

    assert Event.objects.filter(kind=Kind.COMPANY_FACTOR_DEMANDED).count() == 1


def test_switching_it_off_writes_to_nobody(cast, anna):
    demanded(cast, anna, FactorDemand.EVERYBODY)
    worker.drain()
    mail.outbox.clear()

    demanded(cast, anna, FactorDemand.NOBODY)

    assert told("demands two-step") == set()


@pytest.mark.parametrize("typed", ["", "all", "everybody,nobody"])
def test_an_unknown_answer_is_refused(cast, anna, sign_in, typed):
    answer = sign_in(anna, factor=True).post(page_of(cast.alfa), {"demand": typed})

    assert answer.status_code == 422


def test_finding_those_without_takes_two_queries(cast, anna, django_assert_num_queries):
    for number in range(20):
        factories.membership(cast.alfa, factories.person(f"Osoba {number}"))

    with django_assert_num_queries(2):
        assert len(without_factor(cast.alfa, FactorDemand.EVERYBODY)) == 22


def test_a_company_that_demands_nothing_asks_no_question_about_it(
    cast, sign_in, django_assert_max_num_queries
):
    browser = sign_in(cast.bogna)

    with django_assert_max_num_queries(40) as asked:
        browser.get(cast.alfa.get_absolute_url())

    assert not [one for one in asked.captured_queries if "mfa_authenticator" in one["sql"]]
