"""An invitation of an office that waits is told where the person comes in, whether or not its message was opened."""

from __future__ import annotations

import pytest
from django.urls import reverse

from klucznik.companies.models import Role
from klucznik.offices.actions.accepting import decline_share
from klucznik.offices.invitations import secret_of
from klucznik.offices.models import Share
from klucznik.offices.waiting import waiting_for
from tests import factories
from tests.offices import factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kamil():
    return factories.person("Kamil", "Kliencki", email="kamil@example.com")


@pytest.fixture
def share():
    office, _head = factory.office()
    return factory.share(factory.client(office, "Kwiaciarnia Róża"), "kamil@example.com")


def test_the_start_page_leads_to_it(share, kamil, sign_in):
    shown = sign_in(kamil).get(reverse("home")).content.decode()

    assert "Biuro Rachunkowe Saldo shares Subiekt 123 with you" in shown
    assert reverse("shares:mine", args=[share.public_id]) in shown
    assert secret_of(share) not in shown


def test_so_do_the_choice_of_companies_and_the_products_of_the_only_one(share, kamil, sign_in):
    mine = reverse("shares:mine", args=[share.public_id])
    first = factories.company("Pierwsza")
    factories.membership(first, kamil, Role.USER)
    for _number in range(2):
        factories.membership(first, factories.person(), Role.GLOBAL_ADMINISTRATOR)
    assert mine in sign_in(kamil).get(first.get_absolute_url()).content.decode()

    factories.membership(factories.company("Druga"), kamil, Role.USER)
    assert mine in sign_in(kamil).get(reverse("companies:switch")).content.decode()


def test_whoever_adds_the_company_by_hand_sees_it_first(share, kamil, sign_in):
    browser = sign_in(kamil)
    step = browser.post(reverse("companies:connect"), {"tax_id": str(share.tax_id)}).url

    assert reverse("shares:mine", args=[share.public_id]) in browser.get(step).content.decode()


def test_an_address_that_nobody_confirmed_shows_nothing(share, kamil):
    kamil.emailaddress_set.update(verified=False)

    assert waiting_for(kamil) == []


def test_others_see_nothing(share, sign_in):
    stranger = factories.person()
    browser = sign_in(stranger)

    assert "Saldo" not in browser.get(reverse("home")).content.decode()
    assert browser.get(reverse("shares:mine", args=[share.public_id])).status_code == 404
    assert browser.post(reverse("shares:mine", args=[share.public_id])).status_code == 404


@pytest.mark.parametrize("over", ["declined", "ran out", "ended"])
def test_what_cannot_be_accepted_any_more_is_not_told(over, share, kamil, travel):
    if over == "declined":
        decline_share(kamil, share)
    elif over == "ran out":
        travel(days=31)
    else:
        Share.objects.update(ended_at=share.offered_at, ended_side="office")

    assert waiting_for(kamil) == []


def test_many_invitations_cost_the_same_queries_as_one(kamil, django_assert_max_num_queries):
    office, _head = factory.office()
    for _number in range(7):
        factory.share(factory.client(office), "kamil@example.com")

    with django_assert_max_num_queries(4):
        assert len(waiting_for(kamil)) == 5
