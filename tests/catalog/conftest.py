"""A folder in which catalog files are written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.catalog.files import written


@pytest.fixture
def file(tmp_path) -> Callable[[str], Path]:
    return lambda text: written(tmp_path, text)
