"""Each look of the staff stands in the company's own history, once per staff session, without a name."""

from __future__ import annotations

from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.limits.rules import LIMITS, Limit
from klucznik.mail.sending import send
from tests.backoffice.desk import at_work
from tests.declarations import cases


def looks(company, kind: Kind = Kind.STAFF_VIEWED_COMPANY) -> int:
    return Event.objects.filter(kind=kind, company=company, by_staff=True).count()


def test_a_look_at_a_company_is_recorded_once_in_a_session(cast, sign_in):
    client, company = at_work(sign_in, cast.ewa), f"/staff/companies/{cast.alfa.public_id}/"

    client.get(company)
    client.get(company)
    client.get(f"{company}people/")

    assert looks(cast.alfa) == 1


def test_a_look_in_another_session_is_recorded_again(cast, sign_in):
    for _ in range(2):
        at_work(sign_in, cast.ewa).get(f"/staff/companies/{cast.alfa.public_id}/")

    assert looks(cast.alfa) == 2


def test_a_look_at_a_case_is_recorded_in_its_company(cast, sign_in):
    cases.lose_the_keys(cast)
    case = cases.submitted(cast.dorota, cast.alfa)
    client = at_work(sign_in, cast.filip)

    client.get(f"/staff/cases/{case.public_id}/")
    client.get(f"/staff/cases/{case.public_id}/")

    event = Event.objects.get(kind=Kind.DECLARATION_VIEWED)
    assert event.company == cast.alfa
    assert event.actor == cast.filip
    assert event.facts["number"] == case.number


def test_reading_a_letter_about_a_company_is_a_look_at_it(cast, sign_in):
    letter = send("backoffice/emails/staff_changed", to=cast.anna, company=cast.alfa, name="Jan")

    at_work(sign_in, cast.ewa).get(f"/staff/mail/{letter.public_id}/")

    assert looks(cast.alfa) == 1


def test_customers_read_that_staff_looked_but_not_who(cast, sign_in):
    at_work(sign_in, cast.ewa).get(f"/staff/companies/{cast.alfa.public_id}/")

    event = Event.objects.told().get(kind=Kind.STAFF_VIEWED_COMPANY)

    assert event.sentence == "The vendor's staff looked at the company"


def test_staff_read_who_looked(cast, sign_in):
    client = at_work(sign_in, cast.ewa)
    client.get(f"/staff/companies/{cast.alfa.public_id}/")

    page = client.get(f"/staff/companies/{cast.alfa.public_id}/history/").content.decode()

    assert "Ewa Erlich (customers do not see the name)" in page


def test_a_refused_look_is_not_recorded(cast, sign_in):
    sign_in(cast.ewa, factor=True).get(f"/staff/companies/{cast.alfa.public_id}/")

    assert looks(cast.alfa) == 0


def test_nobody_reads_thousands_of_customers_in_an_hour(cast, sign_in, monkeypatch):
    monkeypatch.setitem(LIMITS, "staff.view", Limit(2, LIMITS["staff.view"].window))
    client, company = at_work(sign_in, cast.ewa), f"/staff/companies/{cast.alfa.public_id}/"

    answers = [client.get(company).status_code for _ in range(3)]

    assert answers == [200, 200, 429]
    assert "Too many attempts." in client.get(company).content.decode()
