"""The calendar: what ends in each of the next twelve months, as a picture with the same in words, and as a file."""

from __future__ import annotations

import re
from datetime import date

import pytest

from klucznik.companies.models import Company
from klucznik.licensing import calendars
from klucznik.licensing.models import License
from tests import factories

TODAY = date(2026, 11, 30)


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr(calendars.clock, "today", lambda: TODAY)


def ends(license, *day):
    License.objects.filter(pk=license.pk).update(valid_to=date(*day))


def shown(browser, company, file=""):
    return browser.get(f"/companies/{company.public_id}/products/calendar/{file}").content.decode()


def test_twelve_months_from_this_one_and_nothing_beyond(cast, today):
    for number, day in enumerate([(2026, 11, 30), (2027, 10, 31), (2027, 11, 1), (2026, 11, 29)]):
        ends(factories.license(cast.alfa, number=f"DAY{number}-AAAAA-BBBBB"), *day)

    months = calendars.months(calendars.ending(cast.alfa))

    assert [month.first for month in months][::11] == [date(2026, 11, 1), date(2027, 10, 1)]
    assert [month.count for month in months] == [1, *[0] * 10, 1]


def test_the_picture_and_the_list_say_the_same(cast, sign_in, today):
    ends(cast.alfa_license, 2027, 2, 28)

    page = shown(sign_in(cast.bogna), cast.alfa)

    assert page.count("<rect") == 1
    assert re.search(r'role="img" aria-labelledby="chart-title"', page)
    assert "February 2027" in page
    assert "February\xa028, 2027" in page
    assert "ALFA1-…-444" in page
    assert "ALFA1-22222" not in page


def test_an_empty_calendar_says_so(cast, sign_in, today):
    assert "No license ends within a year" in shown(sign_in(cast.anna), cast.alfa)


def test_licenses_out_of_use_do_not_stand_in_it(cast, sign_in, today):
    ends(cast.alfa_license, 2027, 2, 28)
    License.objects.filter(pk=cast.alfa_license.pk).update(status="suspended")

    assert "No license ends within a year" in shown(sign_in(cast.anna), cast.alfa)


def test_the_file_is_a_calendar_without_any_number(cast, sign_in, today):
    name = "Zażółć, gęślą; jaźń " * 6
    Company.objects.filter(pk=cast.alfa.pk).update(name=name.strip()[:200])
    ends(cast.alfa_license, 2027, 2, 28)
    answer = sign_in(cast.bogna).get(
        f"/companies/{cast.alfa.public_id}/products/calendar/licenses.ics"
    )

    raw = answer.content
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert raw.startswith(b"BEGIN:VCALENDAR\r\n")
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    unfolded = raw.decode().replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20270228\r\nDTEND;VALUE=DATE:20270301" in unfolded
    assert "Zażółć\\, gęślą\\; jaźń" in unfolded
    assert cast.alfa_license.number not in unfolded


def test_another_companys_calendar_is_not_there(cast, sign_in):
    for file in ("", "licenses.ics"):
        address = f"/companies/{cast.alfa.public_id}/products/calendar/{file}"
        assert sign_in(cast.celina).get(address).status_code == 404


def test_the_number_of_queries_does_not_grow(cast, sign_in, today, django_assert_max_num_queries):
    for number in range(60):
        ends(factories.license(cast.alfa, number=f"MANY{number}-AAAAA-BBBBB"), 2027, 5, 1)
    browser = sign_in(cast.bogna)
    shown(browser, cast.alfa)

    with django_assert_max_num_queries(12):
        shown(browser, cast.alfa)
