"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone, translation

from klucznik.accounts.models import User
from klucznik.accounts.purposes import Purpose
from klucznik.core import clock
from klucznik.jobs import worker
from tests import cast as the_cast


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
    """Do everything that waits in the queue, as the worker would."""
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
