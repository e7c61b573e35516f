"""The table of scenarios lists each program of the catalog, and tests that exist and play it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from klucznik.catalog.loading import SAMPLE
from klucznik.catalog.reading import read
from tests.scenarios.test_cloud_line import CLOUD
from tests.scenarios.test_gt_line import GT
from tests.scenarios.test_nexo_line import NEXO

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "integrate" / "scenarios.md").read_text()


def test_each_of_the_17_programs_is_played():
    entries = [entry for entry in read(SAMPLE).products if entry.kind != "extension"]
    # What only shares an application with clients of an office has tests of its own (tests/offices).
    programs = {entry.code for entry in entries if not entry.stored_rules.get("shares")}

    assert len(programs) == 17
    assert {*GT, *NEXO, *CLOUD} == programs
    assert set(re.findall(r"\(`([a-z0-9-]+)`\)", PAGE)) == programs


@pytest.mark.parametrize(
    ("path", "test"), sorted(set(re.findall(r"`([a-z_/]+\.py)::(\w+)`", PAGE)))
)
def test_every_test_in_the_table_exists(path, test):
    assert f"def {test}(" in (ROOT / "tests" / path).read_text()
