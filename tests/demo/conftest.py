"""The demonstration's own settings for its tests: its pages, its vendor, its clock and its mailbox."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import reload
from typing import Any

import pytest
from django.test import Client
from django.urls import clear_url_caches

import config.urls
from klucznik.demo import surroundings


@pytest.fixture
def demo_settings(settings: Any) -> Iterator[None]:
    """As `klucznik demo` would set them."""
    settings.DEMO = True
    settings.VENDOR_DIR = str(surroundings.VENDOR)
    settings.CLOCK_OFFSET = "klucznik.demo.clock.offset"
    settings.EMAIL_BACKEND = "klucznik.demo.mailbox.MailboxBackend"
    settings.DATA_DIR.mkdir(exist_ok=True)
    build_site_map()
    yield
    settings.DEMO = False
    build_site_map()


@pytest.fixture
def client() -> Client:
    """A browser that reads English."""
    return Client(headers={"accept-language": "en"})


def build_site_map() -> None:
    """The demonstration's addresses exist only where DEMO is on when the site map is read."""
    reload(config.urls)
    clear_url_caches()
