"""What the cast has written in the sample application, so that nobody finds it empty."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path

from klucznik.core import clock
from klucznik.demo.application import beginning_in
from klucznik.demo.customers import DATA
from klucznik.demo.scenes.offices import company_of

COLUMNS = ["company", "product", "day", "what", "third", "saved_by"]


def write_documents(folder: Path) -> None:
    """The documents for the application to begin with: companies by the ids that the portal gives for documents."""
    with (
        (DATA / "documents.csv").open(encoding="utf-8", newline="") as source,
        beginning_in(folder).open("w", encoding="utf-8", newline="") as made,
    ):
        writer = csv.DictWriter(made, COLUMNS, delimiter=";")
        writer.writeheader()
        for row in csv.DictReader(source, delimiter=";"):
            day = clock.today() - timedelta(days=int(row.pop("days_ago")))
            company = company_of(row["company"]).documents_id
            writer.writerow(row | {"company": company, "day": day.isoformat()})
