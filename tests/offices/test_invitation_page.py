"""The page behind the link of an office's invitation, for each kind of visitor, and what comes after the button."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from klucznik.companies.models import Company, Membership, Role
from klucznik.offices.actions.accepting import accept_share
from klucznik.offices.invitations import renew, secret_of
from klucznik.offices.life import State
from klucznik.offices.models import PowerKind, Share
from tests import factories
from tests.offices import factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return factory.office()[0]


@pytest.fixture
def kamil():
    return factories.person("Kamil", "Kliencki", email="kamil@example.com")


@pytest.fixture
def share(office):
    return factory.share(factory.client(office, "Kwiaciarnia Róża"), "kamil@example.com")


def guest():
    return Client(headers={"accept-language": "en"})


def link(share):
    return reverse("shares:show", args=[secret_of(share)])


def shown(browser, address):
    return browser.get(address).content.decode()


def theirs(share, *, known=False, keyholder=True):
    company = factories.company(
        "Róża sp. z o.o.",
        known=known,
        country=share.client.country,
        tax_number=share.client.tax_number,
    )
    wanda = factories.person("Wanda", "Właścicielska")
    if keyholder:
        factories.membership(company, wanda, Role.GLOBAL_ADMINISTRATOR, proven=known)
    return company, wanda


def test_a_guest_reads_who_shares_what_and_finds_the_address_typed_in(share):
    browser = guest()

    text = shown(browser, link(share))

    for words in (
        "Biuro Rachunkowe Saldo shares Subiekt 123 with you",
        "Kwiaciarnia Róża",
        "The company in the portal belongs to you",
        "3 people of your company can open the application",
        "for 30 more days",
        "Work in the shared application for your company",
    ):
        assert words in text
    assert browser.session["invited_email"] == "kamil@example.com"
    assert 'value="kamil@example.com"' in shown(browser, reverse("account_signup"))
    answer = browser.post(link(share))
    assert answer.url.startswith(reverse("account_login"))
    share.refresh_from_db()
    assert share.state == State.INVITED


def test_the_invited_person_accepts_and_administers_the_company(share, kamil, sign_in):
    browser = sign_in(kamil)
    assert "is made in the portal and you are its global administrator" in shown(
        browser, link(share)
    )

    answer = browser.post(link(share), {"powers": [PowerKind.WORK]}, follow=True)

    assert "Kwiaciarnia Róża is in the portal, and you administer it" in answer.content.decode()
    company = Company.objects.get(name="Kwiaciarnia Róża")
    share.refresh_from_db()
    assert list(share.powers.values_list("kind", flat=True)) == ["work"]
    products = shown(browser, company.get_absolute_url())
    assert "Shared with the company" in products
    assert "shared by Biuro Rachunkowe Saldo" in products
    assert "Subiekt 123" in products
    opens = browser.get(f"/api/v1/companies/{company.public_id}/access/subiekt-123").json()
    assert (opens["opens"], opens["mode"], opens["verdict"]) == (True, "full", "opens")


def test_the_way_in_without_the_link_is_the_persons_own(share, kamil, sign_in):
    mine = reverse("shares:mine", args=[share.public_id])
    stranger = sign_in(factories.person(email="obcy@example.com"))
    assert stranger.get(mine).status_code == 404
    assert stranger.post(mine).status_code == 404

    answer = sign_in(kamil).post(mine, {"powers": PowerKind.values}, follow=True)

    assert "you administer it" in answer.content.decode()


def test_another_account_is_told_so_and_asks_for_a_correction(share, sign_in):
    theirs(share)
    browser = sign_in(factories.person(email="inny@example.com"))

    text = shown(browser, link(share))
    refused = browser.post(link(share), {"powers": ["work"]})
    asked = browser.post(
        reverse("shares:ask_correction", args=[secret_of(share)]), follow=True
    ).content.decode()
    again = browser.post(
        reverse("shares:ask_correction", args=[secret_of(share)]), follow=True
    ).content.decode()

    assert "You are signed in as inny@example.com" in text
    assert "Róża sp. z o.o." not in text
    assert refused.status_code == 422
    assert "Róża sp. z o.o." not in refused.content.decode()
    assert "The office has your question" in asked
    assert "The office has this question already" in again
    share.refresh_from_db()
    assert share.state == State.INVITED


def test_where_the_company_has_administrators_they_are_asked(share, kamil, sign_in):
    company, wanda = theirs(share)
    browser = sign_in(kamil)
    assert "an invitation from an office gives nobody a right in it" in shown(browser, link(share))

    answer = browser.post(link(share), follow=True).content.decode()

    assert "Whoever administers Róża sp. z o.o. gets a message and decides" in answer
    assert "The administrators of the company decide" in shown(browser, link(share))
    place = Membership.objects.get(company=company, user=kamil)
    assert place.role == Role.ASSOCIATED
    owner = sign_in(wanda)
    page = shown(owner, reverse("served:office", args=[company.public_id]))
    assert "Biuro Rachunkowe Saldo wants to share Subiekt 123 with the company" in page


def test_with_nobody_to_ask_and_licenses_the_way_leads_through_their_numbers(share, kamil, sign_in):
    company, _wanda = theirs(share, known=True, keyholder=False)
    factories.license(company)

    answer = sign_in(kamil).post(link(share), follow=True).content.decode()

    assert "with the number of one of its own licenses" in answer
    assert reverse("companies:connect") in answer


def test_with_nobody_to_ask_and_no_licenses_the_ways_to_the_keys_are_open(share, kamil, sign_in):
    company, _wanda = theirs(share, known=True, keyholder=False)

    answer = sign_in(kamil).post(link(share), follow=True).content.decode()

    assert reverse("recovery:ways", args=[company.public_id]) in answer
    assert "The question waits until somebody has the keys again" in answer


def test_an_administrator_with_another_mailbox_accepts_for_the_company(share, sign_in):
    company, wanda = theirs(share, known=True)
    browser = sign_in(wanda)
    assert "The invitation went to kamil@example.com" in shown(browser, link(share))

    browser.post(link(share), {"powers": ["data"]})

    share.refresh_from_db()
    assert (share.state, share.company, share.accepted_by) == (State.ACTIVE, company, wanda)


def test_declining_takes_one_question_and_no_account(share):
    browser = guest()
    address = reverse("shares:decline", args=[secret_of(share)])

    asked = shown(browser, address)
    done = browser.post(address, follow=True).content.decode()

    assert "Decline the invitation?" in asked
    assert "You declined the invitation" in done
    assert browser.get(link(share)).status_code == 404
    share.refresh_from_db()
    assert share.state == State.ENDED


def test_an_old_link_a_used_one_and_one_that_ran_out_say_what_can_be_done(
    share, kamil, office, travel
):
    old = link(share)
    renew(share).save()
    assert "no longer valid" in guest().get(old).content.decode()
    accept_share(kamil, share)
    assert "This invitation was accepted" in guest().get(link(share)).content.decode()
    late = factory.share(factory.client(office))
    travel(days=31)
    answer = guest().get(link(late))
    assert answer.status_code == 404
    assert "This invitation ran out" in answer.content.decode()
    assert reverse("shares:find") in answer.content.decode()


def test_the_answer_is_shown_to_the_person_who_gave_it_alone(share, kamil, sign_in):
    accept_share(kamil, share)
    address = reverse("shares:answered", args=[share.public_id])

    assert sign_in(kamil).get(address).status_code == 200
    assert sign_in(factories.person()).get(address).status_code == 404
    head = Membership.objects.get(company=share.office).user
    assert sign_in(head).get(address).status_code == 404


def test_looking_changes_nothing(share, kamil, sign_in):
    before = Share.objects.values().get(pk=share.pk)
    sign_in(kamil).get(link(share))
    guest().get(link(share))

    assert Share.objects.values().get(pk=share.pk) == before
    assert not Company.objects.with_tax_id(share.tax_id).exists()
