"""The client's page of its office: questions, powers one by one, the way out, the way on, and all of it as a file."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from klucznik.companies.models import Membership, Role
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.members.accesses import tick
from klucznik.offices.actions.accepting import accept_share
from klucznik.offices.actions.ending import end_share
from klucznik.offices.life import State
from klucznik.offices.models import PowerKind, Side
from klucznik.offices.opening import may_open
from tests import factories
from tests.offices import factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return factory.office()[0]


@pytest.fixture
def share(office):
    return factory.active_share(factory.client(office, "Kwiaciarnia Róża"))


@pytest.fixture
def owner(share, sign_in):
    return sign_in(share.accepted_by)


def address(share, name="office", *args):
    return reverse(f"served:{name}", args=[share.company.public_id, *args])


def shown(browser, share):
    return browser.get(address(share)).content.decode()


def give_access(share):
    place = Membership.objects.get(company=share.company, user=share.accepted_by)
    tick(place, [share.product], by=share.accepted_by)
    return place


def asked_share(office):
    """A question to a company that has an administrator of its own."""
    share = factory.share(factory.client(office, "Tartak Sosna"), "sosna@example.com")
    company = factories.company("Tartak Sosna", known=False, tax_number=share.client.tax_number)
    keeper = factories.person("Wanda", "Właścicielska")
    factories.membership(company, keeper, Role.GLOBAL_ADMINISTRATOR, proven=False)
    asker = factories.person("Adam", "Pytający", email="sosna@example.com")
    return accept_share(asker, share), keeper


def test_the_page_tells_what_is_shared_who_serves_and_each_power_with_its_date(
    office, share, owner
):
    employee = factory.employee(office)
    factory.assign(share.client, employee)

    text = shown(owner, share)

    for words in (
        "Biuro Rachunkowe Saldo",
        "shares Subiekt 123 with the company",
        "Ela Biurowa",
        "Work in the shared application for your company",
        "Read the company data",
        "yes, since",
        "The office is no administrator here",
    ):
        assert words in text


def test_a_power_is_taken_at_once_and_given_back(office, share, owner):
    employee = factory.employee(office)
    factory.assign(share.client, employee)
    assert may_open(employee, share.client, share.product)

    taken = owner.post(address(share, "take_power", share.public_id, "work"), follow=True)

    assert "The office no longer has this power." in taken.content.decode()
    assert "no, since" in taken.content.decode()
    assert not may_open(employee, share.client, share.product)
    again = owner.post(address(share, "take_power", share.public_id, "work"), follow=True)
    assert "The office no longer has this power." in again.content.decode()
    assert share.powers.filter(kind="work").count() == 1
    owner.post(address(share, "give_power", share.public_id, "work"))
    assert may_open(employee, share.client, share.product)
    assert share.powers.filter(kind="work").count() == 2
    assert Event.objects.filter(kind=Kind.POWER_ENDED).count() == 2
    assert Event.objects.filter(kind=Kind.POWER_GIVEN).count() == 2


def test_the_way_out_is_one_screen_and_works_at_once(office, share, owner, sign_in):
    employee = factory.employee(office)
    factory.assign(share.client, employee)
    place = give_access(share)
    asked = owner.get(address(share, "end", share.public_id)).content.decode()
    for words in ("What ends at once", "What stays", "What moves", "for 30 more days"):
        assert words in asked

    done = owner.post(address(share, "end", share.public_id), follow=True).content.decode()

    share.refresh_from_db()
    assert (share.state, share.ended_side) == (State.READING, Side.CLIENT)
    assert not share.powers.filter(ended_at=None).exists()
    assert not may_open(employee, share.client, share.product)
    assert "The cooperation with Biuro Rachunkowe Saldo has ended" in done
    assert "With another office" in done
    place.refresh_from_db()
    assert (place.role, place.ended_at) == (Role.GLOBAL_ADMINISTRATOR, None)


def test_administrators_of_the_company_read_and_the_global_ones_decide(share, sign_in):
    administrator = factories.person()
    factories.membership(share.company, administrator, Role.ADMINISTRATOR)
    user = factories.person()
    factories.membership(share.company, user)
    reader, nobody = sign_in(administrator), sign_in(user)

    text = reader.get(address(share)).content.decode()

    assert "A global administrator of the company changes this" in text
    assert "Take back" not in text
    for name, args in (
        ("take_power", ("work",)),
        ("give_power", ("work",)),
        ("end", ()),
        ("agree", ()),
        ("refuse", ()),
    ):
        assert reader.post(address(share, name, share.public_id, *args)).status_code == 403
    assert nobody.get(address(share)).status_code == 403
    assert nobody.get(address(share, "export", "json")).status_code == 403


def test_the_office_finds_no_page_of_its_client_and_another_company_no_share_of_it(
    office, share, sign_in
):
    head = Membership.objects.get(company=office).user
    other = factory.active_share(factory.client(office))
    assert sign_in(head).get(address(share)).status_code == 404
    stranger = sign_in(other.accepted_by)
    assert stranger.get(address(share)).status_code == 404
    wrong = reverse("served:end", args=[other.company.public_id, share.public_id])
    assert stranger.post(wrong).status_code == 404
    assert stranger.post(address(other, "take_power", other.public_id, "keys")).status_code == 404
    share.refresh_from_db()
    assert share.state == State.ACTIVE


def test_a_question_is_agreed_to_with_chosen_powers(office, sign_in):
    share, keeper = asked_share(office)
    browser = sign_in(keeper)
    assert "Adam Pytający came with its invitation" in shown(browser, share)
    page = browser.get(address(share, "agree", share.public_id)).content.decode()
    assert "Adam Pytający gets no right by it" in page

    done = browser.post(
        address(share, "agree", share.public_id), {"powers": [PowerKind.DATA]}, follow=True
    )

    share.refresh_from_db()
    assert share.state == State.ACTIVE
    assert list(share.powers.values_list("kind", flat=True)) == ["data"]
    assert "The application is among the products" in done.content.decode()
    assert Membership.objects.get(user=share.asked_by).role == Role.ASSOCIATED


def test_a_question_is_refused_after_one_more(office, sign_in):
    share, keeper = asked_share(office)
    browser = sign_in(keeper)
    assert (
        "Do not accept?" in browser.get(address(share, "refuse", share.public_id)).content.decode()
    )

    browser.post(address(share, "refuse", share.public_id))

    share.refresh_from_db()
    assert (share.state, share.ended_side) == (State.ENDED, "client")
    assert "not accepted" in shown(browser, share)
    assert browser.get(address(share, "agree", share.public_id)).status_code == 302


def test_the_question_stands_on_my_products_and_counts_in_the_rail(office, sign_in):
    share, keeper = asked_share(office)
    browser = sign_in(keeper)

    text = browser.get(share.company.get_absolute_url()).content.decode()

    assert "Biuro Rachunkowe Saldo wants to share Subiekt 123" in text
    assert address(share) in text


def test_the_end_of_reading_stands_on_my_products_until_the_company_goes_on(share, owner):
    end_share(share.accepted_by, share, side=Side.CLIENT)
    home = share.company.get_absolute_url()

    assert "Subiekt 123 can only be read" in owner.get(home).content.decode()
    factories.license(share.company, product=share.product)
    assert "Subiekt 123 can only be read" not in owner.get(home).content.decode()


def test_an_office_whose_license_ended_leaves_its_clients_a_way_on(share, owner):
    end_share(None, share, side=Side.LICENSE)

    text = shown(owner, share)

    assert "Biuro Rachunkowe Saldo can no longer share Subiekt 123" in text
    for words in ("With a license of your own", "With another office", "Take the data with you"):
        assert words in text


def test_the_relation_is_taken_out_as_a_document_and_as_a_table(office, share, owner):
    factory.assign(share.client, factory.employee(office))
    owner.post(address(share, "take_power", share.public_id, "data"))

    document = json.loads(owner.get(address(share, "export", "json")).content)
    table = b"".join(owner.get(address(share, "export", "csv")).streaming_content).decode()

    told = document["shares"][0]
    assert (told["office"]["name"], told["number"]) == ("Biuro Rachunkowe Saldo", share.number)
    ended = {power["power"] for power in told["powers"] if power["until"]}
    assert ended == {"data"}
    assert [event["kind"] for event in document["events"]] == ["office.power_ended"]
    assert len(told["served_by"]) == 1
    assert "Ela" not in json.dumps(document)
    assert "took a power from Biuro Rachunkowe Saldo" in table
    assert owner.get(address(share, "export", "xml")).status_code == 404


def test_the_page_costs_as_many_queries_for_ten_ended_shares_as_for_one(
    office, share, owner, django_assert_max_num_queries
):
    def ended():
        factory.share(
            factory.client(office),
            company=share.company,
            accepted_at=clock.now(),
            accepted_by=share.accepted_by,
            ended_at=clock.now(),
            ended_side="office",
        )

    ended()
    shown(owner, share)
    with django_assert_max_num_queries(40) as few:
        shown(owner, share)
    for _ in range(10):
        ended()
    with django_assert_max_num_queries(len(few.captured_queries)):
        shown(owner, share)
