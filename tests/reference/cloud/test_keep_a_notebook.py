"""Documents of a company are added, listed and exported, as far as the portal lets this person go at this moment."""

from __future__ import annotations

import csv
import io

import pytest

from reference.cloud.notebook import MOST, PAGE, Entry, Notebook
from reference.cloud.products import hour, money, money_shown
from tests.reference.cloud.browsing import Browser
from tests.reference.cloud.conftest import come_in, lets, refuses
from tests.stub.world import ALFA

HERE = f"/subiekt-123/{ALFA['id']}/"
INVOICE = {"day": "2026-11-30", "what": "Piekarnia <Zorza>", "third": "1 234,5"}


def sheet(browser, address=HERE):
    data = browser.response("GET", f"{address}export.csv").body.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(data), delimiter=";"))


def test_a_document_is_saved_shown_and_exported(anna):
    anna.post(HERE, **INVOICE)

    assert "Zapisano dokument." in anna.page
    assert "<td>Piekarnia <Zorza></td>" in anna.page
    assert "30.11.2026" in anna.page
    assert "1\u00a0234,50\u00a0zł" in anna.page
    assert sheet(anna) == [
        ["Dzień", "Nabywca", "Kwota brutto", "Zapisane przez"],
        ["2026-11-30", "Piekarnia <Zorza>", "1234.50", "Anna Nowak"],
    ]


def test_what_was_typed_wrongly_is_named_at_its_field_and_nothing_is_lost(anna):
    anna.post(HERE, day="wczoraj", what=" ", third="dużo")

    assert anna.status == 422
    assert "Wpisz dzień, na przykład 2026-11-30." in anna.page
    assert "Wpisz nazwę: od 1 do 120 znaków." in anna.page
    assert "Wpisz kwotę, na przykład 1234,50." in anna.page
    assert 'value="dużo" required' in anna.page
    assert len(sheet(anna)) == 1


def test_values_are_escaped(anna):
    anna.post(HERE, **INVOICE)
    body = anna.response("GET", HERE).body.decode()

    assert "&lt;Zorza&gt;" in body
    assert "<Zorza>" not in body


def test_in_the_read_only_mode_everything_is_read_and_exported_and_nothing_saved(anna, portal):
    anna.post(HERE, **INVOICE)
    lets(
        portal,
        ALFA["id"],
        mode="read_only",
        sentence="Udostępnianie się skończyło.",
        url="https://x.example",
    )

    anna.get(HERE)
    shown = anna.page
    anna.post(HERE, **INVOICE)

    assert "Tylko do odczytu" in shown
    assert "Udostępnianie się skończyło." in shown
    assert "Piekarnia" in shown
    assert "Zapisz dokument" not in shown
    assert anna.status == 403
    assert len(sheet(anna)) == 2


def test_a_mode_that_is_not_known_is_for_reading(anna, portal):
    lets(portal, ALFA["id"], mode="some_day")

    assert "Tylko do odczytu" in anna.get(HERE).page


def test_rights_are_asked_anew_at_each_click(anna, portal):
    anna.post(HERE, **INVOICE)
    refuses(portal, ALFA["id"], "no_tick", "Nikt nie nadał Ci uprawnienia.")

    assert anna.get(HERE).status == 403
    assert "Piekarnia" not in anna.page
    assert anna.get(f"{HERE}export.csv").status == 403
    assert anna.post(HERE, **INVOICE).status == 403


def test_each_company_and_each_application_has_its_own_documents(anna, portal, time):
    portal.world.companies = [ALFA, ALFA | {"id": "betabetabeta", "name": "Beta"}]
    for place in (ALFA["id"], "betabetabeta"):
        lets(portal, place)
        lets(portal, place, "zarezerwuj-pl")
    anna.post(HERE, **INVOICE)

    assert len(sheet(anna)) == 2
    assert len(sheet(anna, "/subiekt-123/betabetabeta/")) == 1
    assert len(sheet(anna, f"/zarezerwuj-pl/{ALFA['id']}/")) == 1


def test_a_company_of_somebody_else_is_not_found(anna, portal):
    lets(portal, "somebodyelse")

    assert anna.get("/subiekt-123/somebodyelse/").status == 404
    assert anna.get("/subiekt-123/somebodyelse/export.csv").status == 404


def test_without_the_portal_nothing_opens_and_nothing_is_lost(anna, portal):
    anna.post(HERE, **INVOICE)
    portal.accidents = ["down"] * 8

    assert anna.get(HERE).status == 503
    assert "Konto nie odpowiada" in anna.page
    assert "Piekarnia" not in anna.page
    portal.accidents = []
    assert len(sheet(anna)) == 2


def test_a_form_of_another_site_changes_nothing(anna, portal):
    forged = anna.response("POST", HERE, INVOICE | {"mark": "0" * 64})

    assert forged.status == 403
    assert "Nic nie zapisano." in forged.body.decode().replace("\u00a0", " ")
    assert len(sheet(anna)) == 1


def test_a_spreadsheet_runs_nothing_that_somebody_typed(anna):
    anna.post(HERE, **INVOICE | {"what": "=HYPERLINK(1)"})

    assert sheet(anna)[1][1] == "'=HYPERLINK(1)"


def test_bookings_have_a_time(browser, portal, time):
    lets(portal, ALFA["id"], "zarezerwuj-pl")
    come_in(browser, portal, time, "zarezerwuj-pl")
    here = f"/zarezerwuj-pl/{ALFA['id']}/"

    browser.post(here, day="2026-12-01", what="Pani Nowak", third="9.30")

    assert "Zapisano rezerwację." in browser.page
    assert '<td class="figure">09:30</td>' in browser.page


def test_long_lists_come_in_pages_and_there_is_a_most(tmp_path):
    book = Notebook(tmp_path / "notebook.sqlite3")
    for number in range(PAGE + 2):
        book.add("alfa", "subiekt-123", Entry(0, "2026-11-30", f"Nr {number}", "1.00", "Anna"))

    first, mark = book.listed("alfa", "subiekt-123")
    rest, end = book.listed("alfa", "subiekt-123", mark)

    assert [len(first), len(rest), end] == [PAGE, 2, 0]
    assert first[0].what == f"Nr {PAGE + 1}"
    assert MOST > PAGE


def test_an_empty_notebook_begins_with_the_documents_of_a_file(tmp_path):
    file = tmp_path / "beginning.csv"
    file.write_text(
        "company;product;day;what;third;saved_by\nalfa;subiekt-123;2026-11-30;Ślęza;1.00;Anna\n"
    )
    book = Notebook(tmp_path / "notebook.sqlite3")

    book.begin_with(file)
    book.begin_with(file)

    assert [one.what for one in book.listed("alfa", "subiekt-123")[0]] == ["Ślęza"]


@pytest.mark.parametrize("typed", ["", "-1", "1,234,5", "1e5", "NaN", "١", "9" * 12, "1.234"])
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(ValueError, match=r"amount|large"):
        money(typed)


def test_amounts_and_times_are_read_as_people_write_them():
    assert [money(one) for one in ("12", "1 234,50 zł", "0,5", "7.00")] == [
        "12.00",
        "1234.50",
        "0.50",
        "7.00",
    ]
    assert hour("7:05") == "07:05"
    assert money_shown("1234567.50", "pl") == "1\u00a0234\u00a0567,50\u00a0zł"
    assert money_shown("1234567.50", "en") == "PLN\u00a01,234,567.50"
    for wrong in ("24:00", "12:60", "12", "a:bc"):
        with pytest.raises(ValueError, match="time"):
            hour(wrong)


def test_a_browser_without_a_session_reads_that_it_should_sign_in(site):
    stranger = Browser(site).get(HERE)

    assert "Zaloguj się Kontem" in stranger.page
