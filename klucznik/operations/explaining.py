"""Tell the operator what every setting means, what it is now, and whether what it points at can be reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings as django_settings
from django.db import DatabaseError, connection

from klucznik.catalog.errors import WrongCatalog
from klucznik.catalog.loading import catalog_file
from klucznik.catalog.reading import read
from klucznik.core.vendor import WrongVendorFile, vendor
from klucznik.mail import inbox
from klucznik.mail.reaching import MailUnreachable, reach
from klucznik.operations.errors import WrongKey
from klucznik.operations.preparing import check_key, is_empty, unapplied


@dataclass(frozen=True)
class Finding:
    """What was tried, how it went, and whether that is good."""

    what: str
    found: str
    good: bool = True


def settings() -> list[Any]:
    """Every declared setting (name, default, meaning, value, secret), in the order of the settings file."""
    return list(django_settings.DECLARED.values())


def shown(setting: Any) -> str:
    """The value as it is now; a secret only says whether it is there."""
    if setting.secret:
        return "(set, not shown)" if setting.value else "(not set)"
    value = setting.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(value) if isinstance(value, list) else str(value)


def findings(*, with_mail: bool) -> Iterator[Finding]:
    """Try the database, the vendor's folder and the catalog; the mail server and the mailbox when asked to."""
    yield _tried("Database", _database)
    yield _tried("Keys", _keys)
    yield _tried("Vendor", lambda: f"{vendor().name}, from {vendor().folder}")
    yield _tried("Catalog", _catalog)
    if with_mail:
        yield _tried("Mail server", reach)
        if django_settings.INBOX:
            yield _tried("Inbox", inbox.reach)


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if is_empty():
        return f"{connection.vendor}, empty; the first start makes its tables"
    waiting = unapplied()
    if waiting:
        raise DatabaseError(
            f"behind this version (migrations: {len(waiting)}); run: klucznik migrate"
        )
    return f"{connection.vendor}, up to date"


def _keys() -> str:
    return "made when they are needed" if is_empty() or unapplied() else check_key()


def _catalog() -> str:
    catalog = read(catalog_file())
    counts = catalog.counts
    return (
        f"version {catalog.version}, {counts['programs']} programs and {counts['extensions']} extensions, "
        f"in {catalog_file()}"
    )


def _tried(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(what, look())
    except WrongCatalog as wrong:
        return Finding(what, wrong.in_short, good=False)
    except (
        DatabaseError,
        WrongKey,
        WrongVendorFile,
        MailUnreachable,
        inbox.InboxUnreachable,
    ) as wrong:
        return Finding(what, str(wrong).strip().split("\n")[0], good=False)


def as_markdown() -> str:
    """The table of settings for the documentation: name, default and meaning, never a value."""
    rows = [
        f"| `{setting.name}` | {f'`{setting.default}`' if setting.default else ''} | {setting.meaning} |"
        for setting in settings()
    ]
    return "\n".join(["| Setting | Default | Means |", "| --- | --- | --- |", *rows])
