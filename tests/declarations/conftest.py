"""What several stories about signed files begin with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from klucznik.declarations.actions.preparing import prepare_declaration
from klucznik.declarations.documents import Signatory
from klucznik.declarations.models import Declaration
from tests.cast import Cast
from tests.declarations import cases, signing


@pytest.fixture
def trusted(settings: Any, tmp_path: Path) -> None:
    """The operator trusts the authorities of the small world of signatures."""
    settings.TRUST_ANCHORS = str(signing.world().trusted_in(tmp_path / "trust"))


@pytest.fixture
def signed_by_two(cast: Cast) -> Declaration:
    """Dorota's letter, which two people sign for Alfa."""
    cases.lose_the_keys(cast)
    return prepare_declaration(
        cast.dorota,
        cast.alfa,
        signatories=[
            Signatory("Alfred Alfowski", "prezes zarządu"),
            Signatory("ŻÓŁKIEWSKA Beata", "prokurentka"),
        ],
        reason="Nie mamy już administratora.",
    )
