"""What every test may ask for."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, TransactionTestCase
from django.utils import timezone, translation

from klucznik.accounts.models import User
from klucznik.accounts.purposes import Purpose
from klucznik.core import clock
from klucznik.jobs import worker
from tests import cast as the_cast
from tests import database

# Parts whose tests ask for the database by starting the portal (a fixture of pytest-django that they find late).
OWN_PORTALS = ("reference", "scenarios")

# Tests make many things that live on; looking for rings of dead ones every few hundred costs a tenth of the time.
gc.set_threshold(200_000, 50, 100)

# How long an example took says something about the machine, and nothing about the rule.
hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL leave out what says the same on every database: tests without one, and the middle of long tables.

    Of a test with many cases the first and the last are run there; `bin/check --deep` runs all on both.
    """
    if connection.vendor == "sqlite":
        return
    kept = [item for item in items if not _is_same_everywhere(item)]
    if not os.environ.get("KLUCZNIK_DEEP"):
        ends = _ends_of_tables(kept)
        kept = [item for item in kept if item.nodeid in ends]
    chosen = set(kept)
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = kept


def _ends_of_tables(items: list[pytest.Item]) -> set[str]:
    """The first and the last case of each test, by their names."""
    cases: dict[str, list[str]] = {}
    for item in items:
        cases.setdefault(item.nodeid.partition("[")[0], []).append(item.nodeid)
    return {end for names in cases.values() for end in (min(names), max(names))}


def _is_same_everywhere(item: pytest.Item) -> bool:
    asked_for = set(getattr(item, "fixturenames", ()))
    if item.get_closest_marker("django_db") or {"db", "transactional_db"} & asked_for:
        return False
    return item.path.relative_to(Path(__file__).parent).parts[0] not in OWN_PORTALS


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, pytestconfig: pytest.Config
) -> Iterator[None]:
    """The database is a copy of one that was migrated before, and is emptied where it was written."""
    folder = pytestconfig.cache.mkdir("database")
    with pytest.MonkeyPatch.context() as patch:
        migrate = connection.creation.create_test_db
        patch.setattr(connection.creation, "create_test_db", database.copied(migrate, folder))
        patch.setattr(TransactionTestCase, "_fixture_teardown", database.empty)
        yield


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, settings: Any) -> None:
    """Keys and files of a test lie in its own folder."""
    settings.DATA_DIR = tmp_path
    settings.KEYS_DIR = tmp_path / "keys"
    settings.EVIDENCE_DIR = tmp_path / "evidence"


@pytest.fixture(autouse=True)
def fresh_process() -> Iterator[None]:
    """No cache and no language is left over from another test."""
    cache.clear()
    translation.activate("en")
    yield
    translation.deactivate()


@pytest.fixture
def cast(db: None) -> the_cast.Cast:
    """The standing cast, in the database."""
    return the_cast.gather()


@pytest.fixture
def deliver() -> Callable[[], None]:
    """Do everything that waits in the queue, as the worker would; what recurs keeps to its time."""
    return worker.drain


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """A browser in which somebody is signed in; `factor=True` means the second step was confirmed just now."""

    def as_person(user: User, *, factor: bool = False, language: str = "en") -> Client:
        User.objects.filter(pk=user.pk).update(language=language)
        client = Client()
        client.force_login(User.objects.get(pk=user.pk))  # others may have signed them out
        if factor:
            session = client.session
            session["account_authentication_methods"] = [
                {"method": "mfa", "type": "totp", "at": timezone.now().timestamp()}
            ]
            session["account_authentication_methods_user"] = str(user.pk)
            moment = timezone.now().timestamp()
            session["confirmed_for"] = {"user": user.pk} | dict.fromkeys(Purpose.values, moment)
            session.save()
        return client

    return as_person


class Travel:
    """Moves the clock of cases, invitations and memberships."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self, **by: float) -> datetime:
        self.ahead += timedelta(**by)
        return clock.now()


@pytest.fixture
def travel(monkeypatch: pytest.MonkeyPatch) -> Travel:
    """`travel(days=3)` moves the clock three days on."""
    time = Travel()
    monkeypatch.setattr(clock, "_source", lambda path: lambda: time.ahead)
    return time
