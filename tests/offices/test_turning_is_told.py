"""That clients wait for their registration is told: by mail so many days ahead, above the products, and by programs."""

from __future__ import annotations

import pytest
from django.core import mail

from klucznik.accounts.models import User
from klucznik.companies.models import Company, Membership, Role
from klucznik.companies.notices import most_important
from klucznik.core import clock
from klucznik.devices.api import pace
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.offices import unregistered
from klucznik.offices.models import Client
from klucznik.offices.tasks import tell_turning_clients
from tests import factories
from tests.offices import factory
from tests.offices.talking import books_of, program_on

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def full_buckets() -> None:
    pace.BUCKETS.forget()
    factories.signing_key()


@pytest.fixture
def office() -> Company:
    return factory.office()[0]


def turning_in(office: Company, days: int, **fields: object) -> Client:
    return factory.client(
        office,
        registered_at=None,
        first_run_at=factory.noon(days_ago=60 - days),
        **fields,
    )


def test_the_office_is_told_30_14_7_and_1_days_ahead_and_once_each(office, travel, deliver):
    turning_in(office, 40, name="Piekarnia Kłos")
    head = User.objects.get(first_name="Olga")
    told = []
    for day in range(45):
        mail.outbox.clear()
        tell_turning_clients()
        tell_turning_clients()
        deliver()
        told += [(day, one.subject) for one in mail.outbox if one.to == [head.email]]
        travel(days=1)

    assert [day for day, _subject in told] == [10, 26, 33, 39]
    assert told[0][1] == "[Klucznik] Biuro Rachunkowe Saldo: 1 client is not registered"


def test_one_message_a_day_lists_all_of_them(office, deliver):
    for name in ("Kłos", "Młyn", "Tartak"):
        turning_in(office, 7, name=name)
    turning_in(office, 20, name="Później")

    tell_turning_clients()
    deliver()

    [letter] = mail.outbox
    assert letter.subject == "[Klucznik] Biuro Rachunkowe Saldo: 4 clients are not registered"
    assert "Kłos" in letter.body
    assert "Tartak" in letter.body
    assert Event.objects.get(kind=Kind.CLIENTS_TURNING).facts["count"] == 4


def test_a_client_registered_before_the_message_went_out_is_left_out(office, deliver):
    turning_in(office, 7, name="Kłos")
    gone = turning_in(office, 7, name="Zgłoszony")
    tell_turning_clients()
    Client.objects.filter(pk=gone.pk).update(registered_at=clock.now())

    deliver()

    assert "Zgłoszony" not in mail.outbox[0].body


def test_users_of_the_office_are_not_written_to(office, deliver):
    factory.employee(office)
    turning_in(office, 7)

    tell_turning_clients()
    deliver()

    head = User.objects.get(first_name="Olga")
    assert [one.to for one in mail.outbox] == [[head.email]]


def test_where_nobody_can_register_the_address_in_the_vendors_books_is_written_to(office, deliver):
    Membership.objects.update(role=Role.USER)
    Company.objects.update(vendor_email="saldo@example.com")
    turning_in(office, 1)

    tell_turning_clients()
    deliver()

    assert [one.to for one in mail.outbox] == [["saldo@example.com"]]
    assert "/account/sign-up/" in mail.outbox[0].body


def test_the_notice_stands_above_the_products_of_those_who_can_register(office):
    head = Membership.objects.get(company=office)
    worker = Membership.objects.get(user=factory.employee(office))
    turning_in(office, 31)
    assert unregistered.notice(head) is None

    turning_in(office, 30)

    shown = most_important(head)
    assert shown is not None
    assert str(shown.title) == "1 client of the office is not registered"
    assert unregistered.notice(worker) is None


def test_programs_of_the_office_tell_it_too_and_others_do_not(office):
    turning_in(office, 0)
    turning_in(office, 9)
    plain = factories.license(office, product=factories.product())

    told = program_on(books_of(office)).check()["notices"]
    quiet = program_on(plain).check()["notices"]

    assert [one["code"] for one in told] == ["clients_unregistered"]
    assert "2 clients of the office are not registered" in told[0]["sentence"]
    assert "since" in told[0]["sentence"]
    assert told[0]["url"].endswith(f"/companies/{office.public_id}/clients/?among=unregistered")
    assert quiet == []
