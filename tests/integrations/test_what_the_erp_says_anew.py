"""A row of the ERP changes only what differs from what the ERP said last: what the portal did stands until then."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from klucznik.catalog.models import Product
from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.integrations.erp.importing import import_file
from klucznik.licensing.models import License, Period, Registration, Transfer
from klucznik.licensing.numbers import number_key
from tests import factories

NUMBER = "AAAAA-11111-CCCCC-22222"
ROW = (
    NUMBER
    + ";{product};9159083011;seats;{amount};{valid_from};{valid_to};{status};{variant}{edition}"
)
SAID = {
    "product": "subiekt-gt",
    "amount": 3,
    "valid_from": "2024-01-01",
    "valid_to": "",
    "status": "unregistered",
    "variant": "standard",
    "edition": "",
}


def counted(result):
    return result.new, result.changed, result.unchanged, result.refused


@pytest.fixture
def says(customers, table):
    """`says(status="registered")` imports one row with these words; tells what it came to."""

    def take(**words):
        return counted(import_file("licenses", table("licenses", ROW.format(**(SAID | words)))))

    return take


def license():
    return License.objects.get(number_key=number_key(NUMBER))


def change(**fields):
    License.objects.filter(number_key=number_key(NUMBER)).update(**fields)


def period(last, *, first=date(2026, 1, 1), source=Period.Source.PORTAL):
    return Period.objects.create(
        license=license(), kind="validity", starts_on=first, ends_on=last, source=source
    )


def test_the_same_file_twice_is_unchanged_whatever_the_portal_did(says):
    says()
    change(status="registered", amount=7, registered_at=clock.now())

    assert says() == (0, 0, 1, 0)
    assert (license().status, license().amount) == ("registered", 7)


def test_only_the_field_that_the_erp_says_anew_is_changed(says):
    says()
    change(status="registered")

    assert says(amount=9) == (0, 1, 0, 0)
    assert (license().status, license().amount) == ("registered", 9)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("product", "subiekt-nexo"),
        ("amount", 8),
        ("valid_from", "2023-05-01"),
        ("valid_to", "2031-01-31"),
        ("status", "suspended"),
        ("variant", "education"),
    ],
)
def test_each_field_is_taken_once_and_then_unchanged(says, field, value):
    says()

    assert says(**{field: value}) == (0, 1, 0, 0)
    found = license()
    stored = found.product.code if field == "product" else getattr(found, field)
    assert str(stored) == str(value)
    assert says(**{field: value}) == (0, 0, 1, 0)


def test_revoked_stays_revoked_until_the_erp_says_something_new_about_the_state(says):
    says(status="registered")
    change(status="revoked", revoked_at=clock.now(), reason="Chargeback")

    says(status="registered", amount=5)
    assert (license().status, license().amount) == ("revoked", 5)

    says(status="suspended", amount=5)
    assert (license().status, license().revoked_at, license().reason) == ("suspended", None, "")


def test_a_license_that_the_erp_revokes_carries_the_moment(says):
    says(status="revoked")
    assert license().revoked_at is not None

    says(status="registered")
    assert license().revoked_at is None
    assert license().registered_at is not None

    says(status="revoked")
    assert license().revoked_at is not None


def test_registered_by_the_erp_accepts_the_registration_that_waits(says):
    says()
    change(status="awaiting")
    waiting = Registration.objects.create(license=license(), way="online")

    assert says(status="registered") == (0, 1, 0, 0)

    waiting.refresh_from_db()
    assert waiting.accepted_at is not None
    assert license().registered_at is not None
    event = Event.objects.get(kind=Kind.LICENSE_REGISTERED)
    assert (event.actor, event.subject_id, event.facts["source"]) == (None, license().pk, "erp")


def test_a_state_that_the_erp_takes_back_declines_the_registration_that_waits(says):
    says(status="registered")
    change(status="awaiting")
    waiting = Registration.objects.create(license=license(), way="online")

    says(status="unregistered")

    waiting.refresh_from_db()
    assert (waiting.accepted_at, waiting.declined_at is not None) == (None, True)


def test_each_stop_and_return_by_the_erp_is_in_the_history_of_the_company(says):
    for status in ("registered", "suspended", "registered", "revoked", "expired"):
        says(status=status)

    kinds = Event.objects.filter(kind__startswith="license.").order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == [
        Kind.LICENSE_SUSPENDED,
        Kind.LICENSE_RESUMED,
        Kind.LICENSE_REVOKED,
    ]


def test_a_license_issued_in_the_portal_is_matched_by_its_number(says):
    own = factories.license(
        Company.objects.get(tax_number="9159083011"),
        number=NUMBER.lower().replace("-", " "),
        product=Product.objects.get(code="subiekt-gt"),
        valid_from=date(2024, 1, 1),
    )

    assert says() == (0, 1, 0, 0)  # "unregistered" is no news: it was registered here

    own.refresh_from_db()
    assert own.status == "registered"
    assert json.loads(own.imported_as)[2:] == [3, "2024-01-01", None, "unregistered", "standard"]
    assert says() == (0, 0, 1, 0)


def test_the_end_never_falls_below_what_was_sold_in_the_portal(says):
    says(valid_to="2026-12-31")
    period(date(2027, 12, 31), first=date(2027, 1, 1))
    change(valid_to=date(2027, 12, 31))

    for shorter in ("2026-06-30", "2027-03-31"):
        says(valid_to=shorter, amount=4)
        assert license().valid_to == date(2027, 12, 31)

    says(valid_to="2028-03-31", amount=4)
    assert license().valid_to == date(2028, 3, 31)

    says(valid_to="", amount=4)
    assert license().valid_to is None


def test_a_period_that_begins_after_a_gap_does_not_count_before_its_day(says):
    today = clock.today()
    says(valid_to=str(today + timedelta(days=5)))
    period(today + timedelta(days=40), first=today + timedelta(days=30))

    says(valid_to=str(today + timedelta(days=7)))

    assert license().valid_to == today + timedelta(days=7)


def test_a_period_from_the_books_does_not_hold_the_end_up(says):
    today = clock.today()
    says(valid_to=str(today + timedelta(days=300)))
    period(today + timedelta(days=300), source=Period.Source.ERP)

    says(valid_to=str(today + timedelta(days=10)))

    assert license().valid_to == today + timedelta(days=10)


def test_an_edition_is_taken_from_its_column_and_left_alone_without_it(says, table):
    Product.objects.filter(code="subiekt-gt").update(
        stored_editions=[{"code": "pro", "name": {}}, {"code": "office", "name": {}}]
    )

    def with_edition(edition, **words):
        path = table("licenses", ROW.format(**(SAID | words | {"edition": f";{edition}"})))
        head, rest = path.read_text().splitlines()
        path.write_text(f"{head};edition\n{rest}\n")
        return counted(import_file("licenses", path, keep_good=True))

    assert with_edition("pro") == (1, 0, 0, 0)
    assert with_edition("pro") == (0, 0, 1, 0)
    assert says() == (0, 0, 1, 0)
    assert says(amount=9) == (0, 1, 0, 0)
    assert (license().edition, license().amount) == ("pro", 9)
    assert with_edition("office", amount=9) == (0, 1, 0, 0)
    assert with_edition("royal", amount=9) == (0, 0, 0, 1)
    assert with_edition("", amount=9) == (0, 1, 0, 0)
    assert license().edition == ""


def test_a_trial_is_no_matter_of_the_books(says):
    result = says(variant="trial")

    assert result == (0, 0, 0, 1)


def test_the_books_may_be_late_about_a_transfer(says, cast):
    says(status="registered")
    giver, own = license().company, license()
    Transfer.objects.create(
        license=own,
        giver=giver,
        receiver=cast.beta,
        offered_by=cast.anna,
        giver_statement="1" * 64,
        receiver_statement="2" * 64,
        expires_at=clock.now(),
        done_at=clock.now(),
        accepted_by=cast.celina,
    )
    change(company=cast.beta)

    assert says(status="registered") == (0, 0, 1, 0)
    assert says(status="registered", amount=6) == (0, 1, 0, 0)
    assert (license().company, license().amount) == (cast.beta, 6)
