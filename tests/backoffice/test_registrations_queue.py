"""Registrations that wait: the longest first, accepted with one press, declined with a reason for the company."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.licensing.models import License, Registration
from tests import factories
from tests.backoffice.desk import at_work


@pytest.fixture
def ewa(cast, sign_in):
    return at_work(sign_in, cast.ewa)


def waiting(company, **fields):
    school = factories.license(company, status="awaiting", variant="education")
    return Registration.objects.create(license=school, way="online", program="Subiekt", **fields)


def test_whoever_waits_longest_comes_first(cast, ewa):
    second = waiting(cast.beta)
    first = waiting(cast.alfa, asked_at=clock.now() - timedelta(days=2))

    rows = ewa.get("/staff/registrations/").context["page"].rows

    assert [row.pk for row in rows] == [first.pk, second.pk]


def test_one_press_accepts_and_the_company_is_told(cast, ewa, deliver):
    one = waiting(cast.alfa)

    ewa.post(f"/staff/registrations/{one.public_id}/accept/")
    deliver()

    license = License.objects.get(pk=one.license_id)
    assert (license.status, license.registered_at is not None) == ("registered", True)
    assert Event.objects.get(kind=Kind.LICENSE_REGISTERED).by_staff
    assert cast.anna.email in {letter.to[0] for letter in mail.outbox}
    assert "Nobody waits" in ewa.get("/staff/registrations/").content.decode()


def test_a_reason_from_the_list_with_words_is_what_the_company_reads(cast, ewa, deliver):
    one = waiting(cast.alfa)

    ewa.post(
        f"/staff/registrations/{one.public_id}/decline/",
        {"why": "no_school", "words": "Prosimy o wpis do rejestru szkół."},
    )
    deliver()

    one.refresh_from_db()
    assert one.reason.endswith("Prosimy o wpis do rejestru szkół.")
    assert License.objects.get(pk=one.license_id).status == "unregistered"
    assert "Prosimy o wpis" in mail.outbox[0].body


@pytest.mark.parametrize("said", [{}, {"why": "other"}, {"why": "nonsense"}, {"words": "Nie."}])
def test_nothing_is_declined_without_a_reason(cast, ewa, said):
    one = waiting(cast.alfa)

    assert ewa.post(f"/staff/registrations/{one.public_id}/decline/", said).status_code == 422
    one.refresh_from_db()
    assert one.is_open


def test_what_somebody_answered_is_answered(cast, ewa):
    one = waiting(cast.alfa)
    ewa.post(f"/staff/registrations/{one.public_id}/accept/")

    again = ewa.post(f"/staff/registrations/{one.public_id}/accept/", follow=True)
    page = ewa.get(f"/staff/registrations/{one.public_id}/decline/")

    assert "answered this registration already" in again.content.decode()
    assert "answered this registration already" in page.content.decode()


def test_nobody_decides_about_a_company_of_their_own(cast, ewa):
    factories.membership(cast.alfa, cast.ewa)
    one = waiting(cast.alfa)

    accepted = ewa.post(f"/staff/registrations/{one.public_id}/accept/")
    declined = ewa.post(f"/staff/registrations/{one.public_id}/decline/", {"why": "asked"})

    assert (accepted.status_code, declined.status_code) == (403, 403)
    one.refresh_from_db()
    assert one.is_open


def test_the_queue_comes_in_pages_with_the_same_queries(cast, ewa, django_assert_max_num_queries):
    for _ in range(60):
        waiting(cast.alfa)
    ewa.get("/staff/registrations/")

    with django_assert_max_num_queries(14):
        rows = ewa.get("/staff/registrations/").context["page"].rows
    assert len(rows) == 50
