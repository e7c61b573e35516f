"""What a deletion shows before it happens, and that exactly this happens: plan, ticks, proof, barrier."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from klucznik.accounts.actions.leaving import ask_for_deletion
from klucznik.accounts.departures import Plan, consequences, inventory
from klucznik.accounts.errors import NotUnderstood, PlanChanged
from klucznik.accounts.models import User
from klucznik.companies.models import Membership, Role
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.limits.rules import LIMITS
from tests import factories
from tests.accounts.departing import DELETE, confirm, decide, filled_in
from tests.accounts.people import sign_in
from tests.cast import Cast
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def bartek(cast: Cast) -> User:
    """An administrator of Alfa whom Anna outranks: nobody is left alone when he goes."""
    return cast.bartek


def signed_in(user: User) -> Client:
    client = Client()
    User.objects.filter(pk=user.pk).update(language="en")
    sign_in(client, user.email)
    return client


def the_page(client: Client) -> str:
    return client.get(reverse(DELETE)).content.decode()


def test_everything_is_counted_with_what_becomes_of_it(cast):
    factories.transaction(cast.alfa)
    client = signed_in(cast.anna)

    page = the_page(client)

    assert "Transactions of your companies" in page
    assert "Art. 86 of the Tax Ordinance" in page
    assert "December 31, 2031" in page.replace("\xa0", " ")
    assert "Encrypted address of a former global administrator" in page
    assert "Entries of the history" in page
    assert {one.subject for one in inventory(cast.anna) if not one.stays} >= {
        "Name, sign-in address, password, language",
        "Browsers and sessions",
    }


def test_the_last_administrator_ticks_each_company_by_its_name(cast):
    client = signed_in(cast.anna)
    form = filled_in(client)
    form.pop("understood_0")

    answer = client.post(reverse(DELETE), form)

    assert answer.status_code == 422
    assert "I understand that Piekarnia Alfa will be left without an administrator." in (
        answer.content.decode()
    )
    cast.anna.refresh_from_db()
    assert not cast.anna.is_leaving


def test_whoever_leaves_nobody_alone_ticks_nothing(bartek):
    client = signed_in(bartek)
    assert "I understand that" not in the_page(client)

    client.post(reverse(DELETE), filled_in(client))

    bartek.refresh_from_db()
    assert bartek.is_leaving


def test_a_plan_that_is_no_longer_true_is_shown_again_with_what_changed(cast, bartek):
    place = Membership.objects.get(user=bartek)
    Membership.objects.filter(pk=place.pk).update(role=Role.GLOBAL_ADMINISTRATOR)
    client = signed_in(bartek)
    form = filled_in(client)
    Membership.objects.filter(user=cast.anna, company=cast.alfa).update(role=Role.USER)

    answer = client.post(reverse(DELETE), form)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Something has changed since you opened this page" in page
    assert page.count("You are its last global administrator") == 2
    bartek.refresh_from_db()
    assert not bartek.is_leaving

    client.post(reverse(DELETE), filled_in(client, plan=answer.context["form"]["plan"].value()))
    bartek.refresh_from_db()
    assert bartek.is_leaving


@pytest.mark.parametrize("plan", ["", "nonsense", "W10:1abc:xyz"])
def test_without_a_plan_of_ours_nothing_happens(bartek, plan):
    client = signed_in(bartek)

    assert client.post(reverse(DELETE), filled_in(client, plan=plan)).status_code == 422
    bartek.refresh_from_db()
    assert not bartek.is_leaving


def test_the_plan_of_somebody_else_is_none(cast, bartek):
    sealed = Plan.of(consequences(bartek)).sealed(cast.bogna)

    assert Plan.opened(sealed, bartek) is None
    assert Plan.opened(sealed, cast.bogna) == Plan.of(consequences(bartek))


def test_the_action_itself_refuses_another_plan_and_missing_ticks(cast):
    plan = Plan.of(consequences(cast.anna))

    with pytest.raises(PlanChanged):
        ask_for_deletion(cast.anna, plan=Plan(()), password=PASSWORD)
    with pytest.raises(NotUnderstood):
        ask_for_deletion(cast.anna, plan=plan, password=PASSWORD)
    assert not Event.objects.filter(kind=Kind.ACCOUNT_DELETION_ASKED).exists()


def test_whoever_has_a_second_step_confirms_with_it_and_types_no_password(cast):
    bogna = factories.with_factor(cast.bogna)
    client = Client()
    client.force_login(bogna)

    assert client.get(reverse(DELETE)).url.startswith(reverse("mfa_reauthenticate"))
    assert client.post(reverse(DELETE), {}).url.startswith(reverse("mfa_reauthenticate"))

    confirm(client, bogna, "account")
    page = client.get(reverse(DELETE))
    assert "password" not in page.context["form"].fields
    form = filled_in(client)
    form.pop("password")
    client.post(reverse(DELETE), form)
    bogna.refresh_from_db()
    assert bogna.is_leaving


def test_tries_are_limited(bartek):
    client = signed_in(bartek)
    form = filled_in(client, password="nie to hasło wcale")
    for _ in range(LIMITS["deletion.account"].most):
        client.post(reverse(DELETE), form)

    answer = client.post(reverse(DELETE), form | {"password": PASSWORD})

    assert answer.status_code == 422
    assert "Too many attempts" in answer.content.decode()
    bartek.refresh_from_db()
    assert not bartek.is_leaving


def test_somebody_of_the_staff_is_freed_from_it_first(cast):
    ewa = cast.ewa
    client = Client()
    client.force_login(ewa)
    confirm(client, ewa, "account")

    page = the_page(client)
    assert "Ask a portal administrator to end your place" in page
    assert "button--danger" not in page
    answer = client.post(reverse(DELETE), filled_in(client))
    assert answer.status_code == 422
    ewa.refresh_from_db()
    assert not ewa.is_leaving


def test_a_day_that_tax_law_has_passed_is_not_promised(cast):
    factories.transaction(cast.alfa, on=date(2013, 5, 6))

    page = the_page(signed_in(cast.anna))

    assert "They belong to the companies and name nobody." in page
    assert "2018" not in page


def test_nothing_counts_when_there_is_nothing(cast):
    client = signed_in(cast.dorota)

    page = the_page(client)

    assert "You belong to no company, so nobody has to." in page
    assert "Transactions of your companies" not in page


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
def test_two_last_administrators_who_delete_at_once_both_know_or_one_is_asked_again(cast):
    Membership.objects.filter(user=cast.bartek).update(role=Role.GLOBAL_ADMINISTRATOR)
    pair = [cast.anna, cast.bartek]
    plans = [Plan.of(consequences(user)) for user in pair]
    start, refused = threading.Barrier(2), []

    def go(user: User, plan: Plan) -> None:
        start.wait()
        try:
            ask_for_deletion(user, plan=plan, password=PASSWORD)
        except PlanChanged:
            refused.append(user)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=pairs) for pairs in zip(pair, plans, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert len(refused) == 1
    assert Membership.objects.active().filter(company=cast.alfa, user=refused[0]).exists()


def test_asking_twice_is_refused(cast):
    decide(cast.bogna)

    client = Client()
    client.force_login(User.objects.get(pk=cast.bogna.pk))
    answer = client.post(reverse(DELETE), filled_in(client))
    assert "already been asked for" in answer.content.decode()
