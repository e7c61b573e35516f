"""Encodings: recognized for sure, or asked for; a broken letter is never stored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klucznik.companies.models import Company
from klucznik.integrations.erp.errors import WrongFile
from klucznik.integrations.erp.importing import import_file
from klucznik.integrations.erp.reading import encoding_of
from klucznik.integrations.erp.reporting import plain_cell, safe_cell
from tests.integrations.conftest import DATA, HEADERS


def names():
    return list(Company.objects.order_by("customer_no").values_list("name", "city"))


def test_windows_1250_gives_the_same_letters_as_utf_8(catalog):
    import_file("companies", DATA / "companies-cp1250.csv")
    from_1250 = names()

    result = import_file("companies", DATA / "companies.csv")

    assert result.unchanged == 30
    assert names() == from_1250


def test_iso_8859_2_is_not_mistaken_for_windows_1250():
    with pytest.raises(WrongFile, match="--encoding"):
        encoding_of(DATA / "companies-latin2.csv")


def test_an_encoding_that_is_named_is_used(catalog):
    import_file("companies", DATA / "companies-latin2.csv", encoding="iso-8859-2")

    assert import_file("companies", DATA / "companies.csv").unchanged == 30


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250"])
def test_known_encodings_are_recognized(tmp_path, encoding):
    path = tmp_path / "file.csv"
    path.write_text("imię;Żaneta Ślęza źdźbło\n", encoding=encoding)

    found = encoding_of(path)

    assert path.read_text(encoding=found) == "imię;Żaneta Ślęza źdźbło\n"


@pytest.mark.parametrize("encoding", ["cp852", "iso8859_2"])
def test_others_are_asked_for(tmp_path, encoding):
    path = tmp_path / "file.csv"
    path.write_text("imię;Żaneta Ślęza źdźbło łąka\n", encoding=encoding)

    with pytest.raises(WrongFile):
        encoding_of(path)


def test_a_letter_broken_earlier_is_refused(catalog, table):
    row = "K1;PL;9159083011;Hurtownia �ubr;;;;;company;"

    result = import_file("companies", table("companies", row))

    assert result.refusals[0][1] == "name"
    assert not Company.objects.exists()


def test_a_wrong_encoding_that_was_named_is_told(catalog):
    with pytest.raises(WrongFile, match="not in the encoding"):
        import_file("companies", DATA / "companies-cp1250.csv", encoding="utf-8")


@given(st.text(max_size=20).filter(lambda text: not text.startswith("'")))
def test_a_cell_made_safe_reads_as_before(text):
    assert plain_cell(safe_cell(text)) == text
    assert not safe_cell(text).startswith(("=", "+", "@"))


def test_a_missing_file_is_told(catalog, tmp_path):
    with pytest.raises(WrongFile, match="cannot be read"):
        import_file("companies", tmp_path / "none.csv")


def test_headers_here_are_those_of_the_formats():
    from klucznik.integrations.erp.formats import FORMATS, columns_of

    assert {kind: ";".join(columns_of(format)) for kind, format in FORMATS.items()} == HEADERS
