"""A question to a client's administrators, and what follows: refused, agreed to, taken back, forgotten."""

from __future__ import annotations

import pytest
from django.urls import reverse

from klucznik.companies.models import Role
from klucznik.core import clock
from klucznik.offices.actions.accepting import accept_share, agree_to_share, refuse_share
from klucznik.offices.actions.ending import end_share
from klucznik.offices.actions.sharing import correct_address
from klucznik.offices.invitations import secret_of
from klucznik.offices.models import Share, Side
from tests import factories
from tests.offices import factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return factory.office()


@pytest.fixture
def adam():
    return factories.person("Adam", "Pytający", email="adam@sosna.example")


@pytest.fixture
def wanda():
    return factories.person("Wanda", "Właścicielska")


@pytest.fixture
def share(office, adam, wanda):
    """Adam came with it to a company that Wanda administers."""
    share = factory.share(factory.client(office[0], "Tartak Sosna"), "adam@sosna.example")
    company = factories.company("Tartak Sosna", known=False, tax_number=share.client.tax_number)
    factories.membership(company, wanda, Role.GLOBAL_ADMINISTRATOR, proven=False)
    return accept_share(adam, share)


def answer_of(browser, share):
    return browser.get(reverse("shares:answered", args=[share.public_id])).content.decode()


def test_whoever_asked_reads_that_the_company_refused(share, adam, wanda, sign_in):
    refuse_share(wanda, share)

    text = answer_of(sign_in(adam), share)

    assert "The invitation was not accepted" in text
    assert "Whoever administers Tartak Sosna has refused it." in text
    assert "What you accepted here" not in text


def test_whoever_asked_reads_that_it_ended_unanswered(office, share, adam, sign_in):
    end_share(office[1], share, side=Side.OFFICE)

    text = answer_of(sign_in(adam), share)

    assert "It ended before the administrators of the company answered." in text
    assert "has refused it" not in text


def test_whoever_asked_is_not_told_to_hold_anything_when_others_agreed(share, adam, wanda, sign_in):
    agree_to_share(wanda, share)

    text = answer_of(sign_in(adam), share)

    assert "The company has accepted Subiekt 123" in text
    assert "You are associated" not in text
    assert "Nobody administers" not in text


def test_the_old_link_leads_whoever_asked_to_the_answer(share, adam, wanda, sign_in):
    refuse_share(wanda, share)

    came = sign_in(adam).get(reverse("shares:show", args=[secret_of(share)]))

    assert came.url == reverse("shares:answered", args=[share.public_id])


def test_after_a_corrected_address_the_answer_says_that_the_invitation_is_not_valid(
    office, share, adam, sign_in
):
    correct_address(office[1], share, email="kadry@sosna.example")

    for name in ("answered", "mine"):
        gone = sign_in(adam).get(reverse(f"shares:{name}", args=[share.public_id]))
        assert gone.status_code == 404
        assert "This invitation is no longer valid" in gone.content.decode()


@pytest.mark.parametrize("name", ["agree", "refuse"])
def test_an_open_page_of_a_question_that_was_taken_back_says_so(
    office, share, wanda, sign_in, name
):
    page = reverse(f"served:{name}", args=[share.company.public_id, share.public_id])
    correct_address(office[1], share, email="kadry@sosna.example")

    came = sign_in(wanda).post(page, {"powers": ["work"]}, follow=True)

    assert "The office has taken this back." in came.content.decode()
    assert Share.objects.get(pk=share.pk).accepted_at is None


def test_what_an_office_offers_to_others_is_not_found(office, share, wanda, sign_in):
    other = factory.share(factory.client(office[0], "Młyn"), "mlyn@example.com")

    page = reverse("served:agree", args=[share.company.public_id, other.public_id])

    assert sign_in(wanda).get(page).status_code == 404


def test_the_start_page_says_that_the_question_waits(share, adam, wanda, sign_in):
    adam.memberships.update(ended_at=clock.now())
    browser, home = sign_in(adam), reverse("home")
    assert "Your question about Subiekt 123 waits" in browser.get(home).content.decode()

    refuse_share(wanda, share)

    assert "Your question about Subiekt 123 waits" not in browser.get(home).content.decode()


def test_the_office_reads_that_the_question_waits_and_no_day_that_does_not_hold(
    office, share, sign_in
):
    text = sign_in(office[1]).get(share.client.get_absolute_url()).content.decode()

    assert "The question waits until they answer" in text
    assert ", waits until" not in text


def test_the_office_is_told_of_invitations_that_ran_out(office, sign_in):
    share = factory.share(factory.client(office[0], "Młyn"), "mlyn@example.com")
    products = office[0].get_absolute_url()
    assert "ran out" not in sign_in(office[1]).get(products).content.decode()

    Share.objects.filter(pk=share.pk).update(expires_at=clock.now())

    text = sign_in(office[1]).get(products).content.decode()
    assert "The invitation of 1 client ran out" in text
    assert share.client.get_absolute_url() in text


def test_a_question_that_waits_does_not_run_out(office, share, sign_in):
    Share.objects.filter(pk=share.pk).update(expires_at=clock.now())

    text = sign_in(office[1]).get(office[0].get_absolute_url()).content.decode()

    assert "ran out" not in text
