"""The list of an office's clients: who sees which, search and filter, counters, and five thousand at the same cost."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klucznik.companies.models import Company, Role
from klucznik.core import clock
from klucznik.licensing.models import Entity, License
from klucznik.offices.actions.clients import end_client
from klucznik.offices.models import Client
from tests import factories
from tests.offices import factory

pytestmark = pytest.mark.django_db


def look(browser, office: Company, query: str = "", *, status: int = 200) -> str:
    answer = browser.get(f"/companies/{office.public_id}/clients/{query}")
    assert answer.status_code == status
    return answer.content.decode()


def named(shown: str) -> list[str]:
    """The names of the clients in the list, in its order."""
    found = re.findall(r'<th scope="row" class="table__main"><a [^>]*>([^<]*)</a>', shown)
    return [name.strip() for name in found]


def test_an_office_sees_its_clients_with_their_sharing_and_who_serves_them(sign_in):
    office, head = factory.office()
    client, person = factory.client(office, "Kwiaciarnia Mak"), factory.employee(office)
    factory.share(client, "mak@example.com")
    factory.assign(client, person)

    shown = look(sign_in(head), office)

    assert named(shown) == ["Kwiaciarnia Mak"]
    assert client.tax_id_display in shown
    assert "the invitation waits" in shown
    assert "mak@example.com" in shown
    assert person.display_name in shown
    assert f"/companies/{office.public_id}/clients/{client.public_id}/" in shown


def test_an_office_that_shares_nothing_reads_where_its_entities_are_and_is_offered_no_way_that_fails(
    sign_in,
):
    office, head = factory.office(entities=50)
    License.objects.filter(company=office, product=factory.program()).delete()
    books = License.objects.get(company=office)
    for number in range(42):
        firm = {"kind": "client", "tax_number": factories.tax_number(), "name": f"Firma {number}"}
        Entity.objects.create(license=books, source="program", **firm)

    shown = look(sign_in(head), office)

    assert "Nothing to share now" in shown
    assert "42 of 50 entities" in shown
    assert f"{books.get_absolute_url()}entities/" in shown
    assert "Add a client" not in shown
    assert "Register clients from a file" not in shown

    License.objects.filter(pk=books.pk).update(valid_to=date(2024, 1, 2))
    assert "42 of 0 entities" in look(sign_in(head), office)


def test_the_counters_say_how_much_is_used_of_what(sign_in):
    office, head = factory.office(shares=100, entities=50)
    for _ in range(3):
        factory.share(factory.client(office))
    factory.client(office)

    shown = look(sign_in(head), office)

    assert "4 of 50 clients" in shown
    assert "used 3 of 100 shares" in shown
    assert "over by" not in shown


def test_clients_of_a_program_whose_license_ended_are_said_to_stay(sign_in):
    office, head = factory.office()
    rest = factory.product("subiekt-123-nexo", "Subiekt 123 dla nexo", "shares")
    factory.client(office, "Młyn", program=rest)
    browser = sign_in(head)

    page = browser.get(f"/companies/{office.public_id}/clients/").content.decode()

    assert "The office has no license of Subiekt 123 dla nexo that works now" in page
    assert "no license of Subiekt 123 dla InsERT GT" not in page


def test_a_license_that_shrank_is_said_to_be_over_its_limit(sign_in):
    office, head = factory.office(shares=100, entities=50)
    for _ in range(3):
        factory.share(factory.client(office))
    License.objects.filter(company=office).update(amount=1)

    shown = look(sign_in(head), office)

    assert "3 of 1 client" in shown
    assert shown.count("over by 2") == 2
    assert len(named(shown)) == 3


def test_whoever_serves_clients_sees_only_their_own_and_no_counters(sign_in):
    office, _head = factory.office()
    own, _other = factory.client(office, "Moja"), factory.client(office, "Cudza")
    person = factory.employee(office)
    factory.assign(own, person)

    shown = look(sign_in(person), office)

    assert named(shown) == ["Moja"]
    assert "Cudza" not in shown
    assert "of 30 clients" not in shown
    assert "Add a client" not in shown
    assert named(look(sign_in(person), office, "?q=cudza")) == []
    assert named(look(sign_in(person), office, "?among=ended")) == []


def test_a_company_without_an_office_license_reads_why_it_has_no_clients(sign_in):
    company, person = factories.company("Piekarnia"), factories.person()
    factories.membership(company, person, Role.GLOBAL_ADMINISTRATOR)

    shown = look(sign_in(person), company, status=403)

    assert "has no license for accounting offices" in shown
    assert "Office clients" not in look_at_products(sign_in(person), company)


def look_at_products(browser, company: Company) -> str:
    return browser.get(f"/companies/{company.public_id}/products/").content.decode()


def test_a_stranger_finds_no_office(sign_in):
    office, _head = factory.office()
    _other, stranger = factory.office("Biuro Bilans")

    look(sign_in(stranger), office, status=404)
    look(sign_in(factory.employee(office, Role.ASSOCIATED)), office, status=403)


@pytest.fixture
def crowd():
    """One client of every kind."""
    office, head = factory.office()
    day = factory.noon(days_ago=51)
    factory.client(office, "Zwykła")
    factory.share(factory.client(office, "Zaproszona"))
    factory.active_share(factory.client(office, "Udostępniona"))
    factory.client(office, "Nieznana", registered_at=None, first_run_at=day)
    factory.client(office, "Późniejsza", registered_at=None, first_run_at=clock.now())
    end_client(head, factory.client(office, "Dawna"))
    factory.assign(factory.client(office, "Moja"), head)
    return office, head


@pytest.mark.parametrize(
    ("among", "names"),
    [
        ("", {"Zwykła", "Zaproszona", "Udostępniona", "Nieznana", "Późniejsza", "Moja"}),
        ("registered", {"Zwykła", "Zaproszona", "Udostępniona", "Moja"}),
        ("unshared", {"Zwykła", "Moja"}),
        ("invited", {"Zaproszona"}),
        ("shared", {"Udostępniona"}),
        ("unregistered", {"Nieznana", "Późniejsza"}),
        ("mine", {"Moja"}),
        ("ended", {"Dawna"}),
        ("nonsense", {"Zwykła", "Zaproszona", "Udostępniona", "Nieznana", "Późniejsza", "Moja"}),
    ],
)
def test_the_filter_shows_one_kind(sign_in, crowd, among: str, names: set[str]):
    office, head = crowd

    assert set(named(look(sign_in(head), office, f"?among={among}"))) == names


def test_unregistered_clients_come_with_their_days_the_most_urgent_first(sign_in, crowd):
    office, head = crowd

    shown = look(sign_in(head), office, "?among=unregistered")

    assert named(shown) == ["Nieznana", "Późniejsza"]
    assert "9 days until read only" in shown
    assert "60 days until read only" in shown


def test_the_list_says_ahead_when_the_first_client_turns_to_reading(sign_in, crowd, travel):
    office, head = crowd
    browser = sign_in(head)

    assert "2 clients are not registered" in look(browser, office)
    travel(days=10)
    late = look(browser, office)
    assert "the first of them can only be read and exported. Once it is registered" in late
    assert "read only" in late


def test_a_client_is_found_by_its_name_and_by_the_beginning_of_its_number(sign_in):
    office, head = factory.office()
    factory.client(office, "Żabka Łódź", tax_number="5252248481")
    factory.client(office, "Piekarnia", tax_number="7811897358")
    factory.client(office, "Blumen", country="DE", tax_number="136695976")
    browser = sign_in(head)

    for words, name in [
        ("żabka", "Żabka Łódź"),
        ("ŁÓDŹ żab", "Żabka Łódź"),
        ("525-224", "Żabka Łódź"),
        ("PL 525 224 84 81", "Żabka Łódź"),
        ("7811", "Piekarnia"),
        ("DE1366", "Blumen"),
        ("1366", "Blumen"),
    ]:
        assert named(look(browser, office, f"?q={words}")) == [name], words
    assert "No client found" in look(browser, office, "?q=nikt")


def test_the_filter_by_program_appears_where_there_are_two(sign_in):
    office, head = factory.office()
    nexo = factory.product("subiekt-123-nexo", "Subiekt 123 dla InsERT nexo", "shares")
    factory.client(office, "W GT")
    assert 'name="program"' not in look(sign_in(head), office)
    factory.client(office, "W nexo", program=nexo)

    assert 'name="program"' in look(sign_in(head), office)
    assert named(look(sign_in(head), office, "?program=subiekt-123-nexo")) == ["W nexo"]


def test_pages_follow_each_other_without_gaps(sign_in):
    office, head = factory.office(entities=200)
    for number in range(120):
        factory.client(office, f"Klient {number:03d}")
    browser, seen, query = sign_in(head), [], ""

    for _ in range(5):
        shown = look(browser, office, query)
        seen += named(shown)
        following = re.search(r'rel="next" href="(\?after=[^"]*)"', shown)
        if following is None:
            break
        query = following[1]

    assert seen == [f"Klient {number:03d}" for number in range(120)]


def test_the_list_costs_as_many_queries_for_five_thousand_clients_as_for_two(sign_in):
    office, head = factory.office(entities=6000)
    program, person = factory.program(), factory.employee(office)
    for number in range(2):
        factory.assign(client := factory.client(office, f"Klient A{number}"), person)
        factory.share(client)
        factory.client(office, f"Klient B{number}")
        factory.client(office, "Klient C", registered_at=None, first_run_at=clock.now())
    browser = sign_in(head)
    queries = ["", "?q=Klient", "?among=registered", "?among=unshared", "?among=unregistered"]
    for query in queries:
        look(browser, office, query)
    few = {query: counted(browser, office, query) for query in queries}
    Client.objects.bulk_create(
        Client(
            office=office,
            program=program,
            name=f"Klient {number}",
            tax_number=f"{number:010d}",
            source="file",
            registered_at=clock.now() if number % 50 else None,
            first_run_at=clock.now(),
        )
        for number in range(5000)
    )

    many = {query: counted(browser, office, query) for query in queries}

    assert many == few
    assert max(many.values()) <= 18


def counted(browser, office: Company, query: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        look(browser, office, query)
    return len(queries)
