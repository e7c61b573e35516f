"""What every command does first: check the settings, make the database ready, and say in a sentence what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.checks import ERROR, CheckMessage
from django.core.checks.registry import registry
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

from klucznik.catalog.errors import WrongCatalog
from klucznik.core.vendor import WrongVendorFile, vendor
from klucznik.operations import preparing
from klucznik.operations.errors import CannotStart


def check() -> None:
    """Settings, the data folder and the vendor's; no database is asked."""
    with _in_a_sentence():
        Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True, mode=0o700)
        vendor()
        wrong = [str(message.msg) for message in _checked() if message.level >= ERROR]
    if wrong:
        raise CannotStart("\n".join(wrong))


def prepare(*, with_catalog: bool = True, with_articles: bool = True) -> None:
    """The database, the catalog and the articles of help."""
    with _in_a_sentence():
        preparing.prepare(with_catalog=with_catalog, with_articles=with_articles)


def _checked() -> Iterator[CheckMessage]:
    """Every check but those of addresses, which would load all pages for a command that shows none."""
    for check_one in registry.get_checks():
        if not check_one.__module__.startswith("django.core.checks.urls"):
            yield from check_one(app_configs=None, databases=None)


@contextmanager
def _in_a_sentence() -> Iterator[None]:
    try:
        yield
    except (WrongVendorFile, WrongCatalog, ImproperlyConfigured) as wrong:
        raise CannotStart(str(wrong)) from wrong
    except OSError as error:
        raise CannotStart(
            f"KLUCZNIK_DATA: {error.filename} cannot be made or used ({error.strerror})."
        ) from error
    except DatabaseError as error:
        first_line = str(error).strip().split("\n")[0]
        place = connection.settings_dict["HOST"] or connection.settings_dict["NAME"]
        raise CannotStart(
            f"The database {place} cannot be used ({first_line}). Check KLUCZNIK_DATABASE_URL and KLUCZNIK_DATA."
        ) from error
