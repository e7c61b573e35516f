"""Check every row of a file: its cells, itself against earlier rows, itself against what is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.utils.translation import gettext as _

from klucznik.integrations.erp.columns import Column, WrongCell
from klucznik.integrations.erp.formats import Format
from klucznik.integrations.erp.reading import Source
from klucznik.integrations.erp.reporting import Report
from klucznik.integrations.erp.rows import Counts, Row
from klucznik.integrations.erp.staging import Staging, said

BATCH = 1000


def check(
    format: Format,
    source: Source,
    staging: Staging,
    report: Report,
    after_batch: Callable[[Counts], None],
) -> Counts:
    """Stage the good rows and report the refused ones; says how many there were of each kind."""
    counts = Counts()
    there = {column.name: column for column in format.COLUMNS}
    columns = [there[name] for name in source.columns]
    for batch in _batches(source.rows()):
        good = _first_of_each(_readable(format, columns, batch), staging)
        if good:
            format.judge(good)
            staging.add([row for row in good if not row.is_refused])
        for row in batch:
            counts.add(row.outcome)
            if row.is_refused:
                report.add(row)
        after_batch(counts)
    return counts


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _readable(format: Format, columns: list[Column], batch: list[Row]) -> Iterator[Row]:
    """Rows whose every cell can be read; of the others, the first wrong cell is told."""
    for row in batch:
        if row.is_refused:
            continue
        for column, cell in zip(columns, row.cells, strict=True):
            try:
                row.values[column.name] = column.read(cell)
            except WrongCell as wrong:
                row.refuse(column.name, str(wrong))
                break
        else:
            format.complete(row)
        if not row.is_refused:
            yield row


def _first_of_each(rows: Iterable[Row], staging: Staging) -> list[Row]:
    """A row that says the same again is unchanged; one that contradicts an earlier row is refused."""
    rows = list(rows)
    earlier = staging.earlier("key", [row.key for row in rows])
    taken = staging.earlier("also", [row.also for row in rows if row.also])
    first = []
    for row in rows:
        words = said(row)
        if (before := earlier.get(row.key)) is not None:
            if before[1] != words:
                row.refuse(
                    "",
                    _("Line %(line)s says something else about the same number.")
                    % {"line": before[0]},
                )
        elif row.also and (before := taken.get(row.also)) is not None:
            row.refuse(
                "",
                _("Line %(line)s uses the same customer number for another company.")
                % {"line": before[0]},
            )
        else:
            earlier[row.key] = (row.line, words)
            if row.also:
                taken[row.also] = (row.line, words)
            first.append(row)
    return first
