"""Export: the same formats back, so that a file taken and written is the same file."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from klucznik.companies.models import Company
from klucznik.integrations.erp.exporting import export_file
from klucznik.integrations.erp.importing import import_file
from tests.integrations.conftest import DATA


@pytest.fixture
def full(customers):
    import_file("licenses", DATA / "licenses.csv")
    import_file("transactions", DATA / "transactions.csv")


@pytest.mark.parametrize("kind", ["companies", "licenses", "transactions"])
def test_what_was_taken_is_written_back(full, tmp_path, kind):
    path = tmp_path / "out.csv"

    export_file(kind, path)

    assert sorted(path.read_bytes().splitlines()) == sorted(
        (DATA / f"{kind}.csv").read_bytes().splitlines()
    )


def test_a_name_that_looks_like_a_formula_is_harmless_and_comes_back(full, tmp_path):
    Company.objects.filter(customer_no="K000001").update(name="=1+1", edited_fields=["name"])
    path = tmp_path / "companies.csv"

    export_file("companies", path)

    assert ";'=1+1;" in path.read_text(encoding="utf-8")
    assert import_file("companies", path).unchanged == 30


def test_importing_an_export_changes_nothing_even_after_the_customer_edited(full, tmp_path):
    Company.objects.filter(customer_no="K000002").update(
        email="nowy@firma2.example", city="Radom", edited_fields=["email", "city"]
    )
    path = tmp_path / "companies.csv"

    export_file("companies", path)

    assert import_file("companies", path).unchanged == 30


def test_the_command_writes_to_the_terminal_when_no_file_is_named(full, capsys):
    call_command("export_erp", "licenses")

    assert capsys.readouterr().out.splitlines()[0].startswith("number;product;tax_id")
