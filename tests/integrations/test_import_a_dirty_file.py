"""A file with faults: each refused row says its line, column and reason; the rest is taken only when asked for."""

from __future__ import annotations

import csv
import json

import pytest
from django.core.management import call_command
from django.utils import translation

from klucznik.events.models import Event
from klucznik.integrations.erp.importing import import_file
from klucznik.licensing.models import License
from klucznik.licensing.numbers import number_key
from tests.integrations.conftest import DATA

DIRTY = DATA / "licenses-dirty.csv"
REFUSED = {
    4: "",
    5: "number",
    6: "product",
    7: "tax_id",
    10: "amount",
    11: "amount",
    12: "valid_from",
    13: "valid_to",
    14: "status",
    15: "",
    16: "",
    17: "number",
    18: "number",
    19: "number",
}


@pytest.mark.usefixtures("customers")
def test_each_faulty_row_is_refused_with_its_line_and_column():
    result = import_file("licenses", DIRTY, dry_run=True)

    assert {line: column for line, column, _reason in result.refusals} == REFUSED
    assert (result.new, result.changed, result.unchanged, result.refused) == (5, 0, 1, 14)


@pytest.mark.usefixtures("customers")
def test_without_keep_good_nothing_is_taken():
    result = import_file("licenses", DIRTY)

    assert not result.taken
    assert not License.objects.exists()


@pytest.mark.usefixtures("customers")
def test_a_dry_run_of_a_good_file_changes_nothing_and_records_nothing():
    before = Event.objects.count()

    result = import_file("licenses", DATA / "licenses.csv", dry_run=True)

    assert result.new == 62
    assert not License.objects.exists()
    assert Event.objects.count() == before


@pytest.mark.usefixtures("customers")
def test_keep_good_takes_the_five_good_rows():
    import_file("licenses", DIRTY, keep_good=True)

    again = import_file("licenses", DIRTY, keep_good=True)

    assert License.objects.count() == 5
    assert (again.new, again.unchanged, again.refused) == (0, 6, 14)


@pytest.mark.usefixtures("customers")
def test_a_number_in_small_letters_with_spaces_is_stored_as_people_know_it():
    import_file("licenses", DIRTY, keep_good=True)

    assert (
        License.objects.get(number_key=number_key("NZ5B3PFD46JU9DJL84XU")).number
        == "NZ5B3-PFD46-JU9DJ-L84XU"
    )


@pytest.mark.usefixtures("customers")
def test_the_report_holds_the_refused_rows_and_no_formula(tmp_path):
    report = tmp_path / "refused.csv"

    import_file("licenses", DIRTY, report=report)

    with report.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    assert [int(row["line"]) for row in rows] == list(REFUSED)
    assert rows[12]["number"].startswith("'=HYPERLINK")
    assert rows[0]["reason"] == "Line 2 says something else about the same number."


@pytest.mark.usefixtures("customers")
def test_the_command_ends_with_the_counts_and_exit_code_one(capsys):
    with pytest.raises(SystemExit) as end:
        call_command("import_erp", "licenses", str(DIRTY), "--json", "--dry-run")

    last = capsys.readouterr().out.strip().splitlines()[-1]
    assert json.loads(last) == {"new": 5, "changed": 0, "unchanged": 1, "refused": 14}
    assert end.value.code == 1


@pytest.mark.usefixtures("customers")
def test_reasons_are_in_the_language_asked_for(capsys):
    for language in ("pl", "en"):
        with pytest.raises(SystemExit):
            call_command("import_erp", "licenses", str(DIRTY), "--dry-run", "--language", language)

    told = capsys.readouterr().err
    assert "Line 5, number: This cell is empty." in told
    with translation.override("pl"):
        assert translation.gettext("This cell is empty.") in told


@pytest.mark.usefixtures("customers")
def test_one_stray_quotation_mark_costs_one_row(table):
    row = "{};subiekt-gt;9159083011;seats;{};2024-01-01;;registered;standard"
    path = table("licenses", row.format('"AAAAA-11111', 1), row.format("BBBBB-22222", 1))

    result = import_file("licenses", path, keep_good=True)

    assert (result.new, result.refused) == (1, 1)
