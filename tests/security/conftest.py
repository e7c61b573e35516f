"""One world for a whole module: it is built once, each test leaves it as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings
from django.utils import translation

import klucznik.demo
from tests.security.people import World, everybody, undone


@pytest.fixture(scope="module", autouse=True)
def own_data_folder(tmp_path_factory: Any) -> Iterator[None]:
    """Keys and files of a module lie in its own folder."""
    folder = tmp_path_factory.mktemp("security")
    with override_settings(
        DATA_DIR=folder,
        KEYS_DIR=folder / "keys",
        EVIDENCE_DIR=folder / "evidence",
        VENDOR_DIR=klucznik.demo.__path__[0] + "/vendor",
    ):
        yield


@pytest.fixture(scope="module")
def whole_world(
    django_db_setup: None, django_db_blocker: Any, own_data_folder: None
) -> Iterator[World]:
    with django_db_blocker.unblock(), translation.override("en"), undone():
        yield everybody()


@pytest.fixture
def world(whole_world: World, db: None) -> World:
    """Everybody and everything; what the test does to them is undone."""
    return whole_world
