"""Write companies, licenses or transactions in the format in which the ERP sends them."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from klucznik.integrations.erp.formats import FORMATS, columns_of
from klucznik.integrations.erp.reporting import safe_cell

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


def export(kind: str, out: SupportsWrite[str]) -> int:
    """Write the whole table, row by row; tells how many rows there were."""
    format, count = FORMATS[kind], 0
    writer = csv.writer(out, delimiter=";")
    writer.writerow(columns_of(format))
    for row in format.written():
        writer.writerow(map(safe_cell, row))
        count += 1
    return count


def export_file(kind: str, path: Path) -> int:
    """Write to a file, which appears under its name only when it is whole."""
    draft = path.with_name(f".{path.name}.part")
    with draft.open("w", encoding="utf-8", newline="") as out:
        count = export(kind, out)
    draft.replace(path)
    return count
