"""Take one file of the ERP: check all of it, stage it, then merge it in short transactions that can be repeated."""

from __future__ import annotations

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from klucznik.accounts.models import User
from klucznik.events.kinds import Kind
from klucznik.events.recording import record
from klucznik.integrations.erp.checking import check
from klucznik.integrations.erp.errors import WrongFile
from klucznik.integrations.erp.formats import (
    FORMATS,
    Format,
    columns_of,
    optional_columns_of,
)
from klucznik.integrations.erp.merging import BATCH, in_short_transaction
from klucznik.integrations.erp.progress import Progress
from klucznik.integrations.erp.reading import Source
from klucznik.integrations.erp.reporting import Report
from klucznik.integrations.erp.rows import Counts
from klucznik.integrations.erp.staging import Staging


@dataclass
class Result(Counts):
    """What an import found and did; `refusals` are the first refused rows: line, column, reason."""

    taken: bool = False
    refusals: list[tuple[int, str, str]] = field(default_factory=list)


def import_file(
    kind: str,
    path: Path,
    *,
    actor: User | None = None,
    dry_run: bool = False,
    keep_good: bool = False,
    report: Path | None = None,
    encoding: str = "",
    progress: Progress | None = None,
) -> Result:
    """Import `companies`, `licenses` or `transactions`. With a refused row nothing is taken, unless `keep_good`.

    Killed half way, it is simply started again: what was merged is then unchanged, the rest is merged.
    """
    format, shown = FORMATS[kind], progress or Progress(sys.stderr, shown=False)
    with (
        _one_import_at_a_time(),
        Source(path, columns_of(format), encoding, optional_columns_of(format)) as source,
        Staging(Path(settings.DATA_DIR)) as staging,
        Report(report, source.columns) as refused,
    ):
        what = _("Checking %(file)s") % {"file": path.name}

        def told(counts: Counts) -> None:
            shown.show(what, source.progress, sum(asdict(counts).values()))

        counts = check(format, source, staging, refused, told)
        result = Result(**asdict(counts), refusals=refused.first)
        result.taken = not dry_run and (keep_good or not counts.refused)
        if result.taken:
            _merge(format, staging, counts, shown, _("Storing %(file)s") % {"file": path.name})
            _tell(actor, path, counts)
        shown.clear()
    return result


def _merge(format: Format, staging: Staging, counts: Counts, shown: Progress, what: str) -> None:
    stored, all_of_them = 0, max(1, counts.new + counts.changed)
    for batch in staging.batches(BATCH):
        in_short_transaction(partial(format.merge, batch))
        stored += len(batch)
        shown.show(what, min(1.0, stored / all_of_them), stored)


@transaction.atomic
def _tell(actor: User | None, path: Path, counts: Counts) -> None:
    record(Kind.ERP_IMPORTED, actor=actor, file=path.name, **asdict(counts))


@contextmanager
def _one_import_at_a_time() -> Iterator[None]:
    folder = Path(settings.DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / ".import.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise WrongFile(_("Another import is running. Wait until it has ended.")) from busy
        yield
