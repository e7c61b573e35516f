"""What tests of devices need: a key that signs, and no bucket left empty by another test."""

from __future__ import annotations

import pytest

from klucznik.devices.api import pace
from klucznik.licensing.models import License
from tests import factories
from tests.cast import Cast


@pytest.fixture(autouse=True)
def full_buckets() -> None:
    pace.BUCKETS.forget()


@pytest.fixture
def gt(cast: Cast) -> License:
    """A license of Alfa with two places, and a key that signs."""
    factories.signing_key()
    return factories.license(cast.alfa, amount=2)
