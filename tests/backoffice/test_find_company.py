"""Staff find a customer by whatever they have at hand, and read what is known; nothing can be edited."""

from __future__ import annotations

import pytest

from klucznik.mail.sending import send
from tests import factories
from tests.backoffice.desk import at_work


def found(client, text: str) -> list[str]:
    answer = client.get("/staff/companies/", {"q": text})
    return [row.name for row in answer.context["page"].rows]


@pytest.mark.parametrize("text", ["alfa", "PIEKARNIA", "alfa piekarnia", "biuro@alfa.example"])
def test_one_finds_alfa_by(cast, sign_in, text):
    assert found(at_work(sign_in, cast.ewa), text) == ["Piekarnia Alfa"]


def test_one_finds_a_company_by_its_numbers(cast, sign_in):
    client = at_work(sign_in, cast.ewa)

    assert found(client, cast.alfa.tax_id_display) == ["Piekarnia Alfa"]
    assert found(client, f"PL {cast.alfa.tax_number}") == ["Piekarnia Alfa"]
    assert found(client, str(cast.alfa.customer_no).lower()) == ["Piekarnia Alfa"]
    assert found(client, cast.alfa.support_number) == ["Piekarnia Alfa"]


def test_one_finds_a_company_by_the_whole_address_of_a_member_only(cast, sign_in):
    client = at_work(sign_in, cast.ewa)

    assert found(client, "Anna@example.com") == ["Piekarnia Alfa"]
    assert found(client, "anna@") == []


def test_polish_letters_are_found_in_either_case(cast, sign_in):
    factories.company("Hurtownia Żubr")

    assert found(at_work(sign_in, cast.ewa), "żubr") == ["Hurtownia Żubr"]


def test_the_list_follows_the_polish_alphabet(cast, sign_in):
    for name in ("Sklep Żubr", "Sklep Łabędź", "Sklep Modrzew", "Sklep Lipa"):
        factories.company(name)

    names = ["Sklep Lipa", "Sklep Łabędź", "Sklep Modrzew", "Sklep Żubr"]
    assert found(at_work(sign_in, cast.ewa), "sklep") == names


def test_a_number_of_nobody_finds_nothing(cast, sign_in):
    page = at_work(sign_in, cast.ewa).get("/staff/companies/?q=525-248-04-20").content.decode()

    assert "No such company" in page


def test_the_list_comes_in_pages(cast, sign_in):
    for number in range(60):
        factories.company(f"Klient {number:02d}")
    client = at_work(sign_in, cast.ewa)

    first = client.get("/staff/companies/?q=klient").context["page"]
    second = client.get("/staff/companies/", {"q": "klient", "after": first.next}).context["page"]

    assert [row.name for row in second.rows] == [f"Klient {number}" for number in range(50, 60)]


def test_the_list_costs_the_same_for_many(cast, sign_in, django_assert_max_num_queries):
    for number in range(60):
        factories.company(f"Klient {number:02d}")
    client = at_work(sign_in, cast.ewa)

    with django_assert_max_num_queries(12):
        client.get("/staff/companies/?q=klient")


def test_the_page_of_a_company_tells_who_holds_the_keys(cast, sign_in):
    page = at_work(sign_in, cast.ewa).get(f"/staff/companies/{cast.alfa.public_id}/")

    shown = page.content.decode()
    assert "one administrator can be reached" in shown
    assert "anna@example.com" in shown
    assert cast.alfa.support_number in shown


def test_people_and_licenses_have_pages_of_their_own(cast, sign_in):
    client, company = at_work(sign_in, cast.ewa), f"/staff/companies/{cast.alfa.public_id}"

    people = client.get(f"{company}/people/").content.decode()
    licenses = client.get(f"{company}/licenses/").content.decode()

    assert "Bartek Brzoza" in people
    assert "company administrator" in people
    assert "ALFA1-…-444" in licenses
    assert "ALFA1-22222" not in licenses


def test_mail_about_a_company_is_shown_with_its_state(cast, sign_in, deliver):
    send("backoffice/emails/staff_changed", to=cast.anna, company=cast.alfa, name="Jan")
    deliver()

    page = at_work(sign_in, cast.ewa).get(f"/staff/companies/{cast.alfa.public_id}/mail/")

    assert "Somebody joined the staff: Jan" in page.content.decode()
    assert "Ok" not in page.content.decode()
    assert "sent" in page.content.decode()


def test_a_company_that_is_not_there_is_not_found(cast, sign_in):
    assert at_work(sign_in, cast.ewa).get("/staff/companies/nothing/").status_code == 404


@pytest.mark.parametrize("tab", ["", "people/", "licenses/", "history/", "mail/"])
def test_each_page_of_a_company_costs_the_same_for_many(
    cast, sign_in, tab, django_assert_max_num_queries
):
    for _ in range(60):
        factories.membership(cast.beta, factories.person())
        factories.license(cast.beta)
    client, page = at_work(sign_in, cast.henryk), f"/staff/companies/{cast.beta.public_id}/{tab}"
    client.get(page)

    with django_assert_max_num_queries(24):
        client.get(page)
