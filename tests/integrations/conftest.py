"""Files of a made-up ERP, and a portal that knows the catalog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from klucznik.catalog.loading import load_catalog
from klucznik.integrations.erp.importing import import_file

DATA = Path(__file__).parent / "data"
HEADERS = {
    "companies": "customer_no;country;tax_id;name;street;postcode;city;email;kind;since",
    "licenses": "number;product;tax_id;metric;amount;valid_from;valid_to;status;variant",
    "transactions": "number;tax_id;license;date;net;vat_rate;gross;currency;status",
}


@pytest.fixture
def catalog(db: None) -> None:
    load_catalog()


@pytest.fixture
def customers(catalog: None) -> None:
    """The portal holds the companies of the sample."""
    import_file("companies", DATA / "companies.csv")


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """`table("licenses", "row", ...)` writes a file with the right header."""

    def write(kind: str, *rows: str) -> Path:
        path = tmp_path / f"{kind}.csv"
        path.write_text("\r\n".join([HEADERS[kind], *rows]) + "\r\n", encoding="utf-8")
        return path

    return write
