"""A file of the ERP, sent through the page instead of the command line; the same import."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import get_valid_filename

from klucznik.accounts.models import User
from klucznik.backoffice.errors import FileNotUsable
from klucznik.integrations.erp.errors import WrongFile
from klucznik.integrations.erp.importing import Result, import_file


def import_upload(actor: User, *, kind: str, file: UploadedFile[bytes], only_check: bool) -> Result:
    """Check the file and, unless it is only a check, store it; with one refused row nothing is stored."""
    with _on_disk(file) as path:
        try:
            return import_file(kind, path, actor=actor, dry_run=only_check)
        except WrongFile as wrong:
            raise FileNotUsable(reason=str(wrong)) from wrong


@contextmanager
def _on_disk(file: UploadedFile[bytes]) -> Iterator[Path]:
    """The import reads from disk; its copy lies in the data folder and goes afterwards, whatever happens."""
    with TemporaryDirectory(dir=settings.DATA_DIR, prefix="import-") as folder:
        path = Path(folder) / get_valid_filename(file.name or "import.csv")[-80:]
        with path.open("wb") as copy:
            for chunk in file.chunks():
                copy.write(chunk)
        yield path
