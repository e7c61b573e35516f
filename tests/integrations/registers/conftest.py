"""Official registers on this machine, with all adapters on and little patience."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.stub.registers import StubRegisters


@pytest.fixture
def stub(settings: Any) -> Iterator[StubRegisters]:
    """The registers, named in the settings as an operator would."""
    there = StubRegisters()
    settings.REGISTERS = ["regon", "krs", "ceidg", "white_list", "vies"]
    settings.REGON_URL = f"{there.url}/regon"
    settings.KRS_URL = f"{there.url}/krs"
    settings.CEIDG_URL = f"{there.url}/ceidg"
    settings.WHITE_LIST_URL = f"{there.url}/white_list"
    settings.VIES_URL = f"{there.url}/vies"
    settings.REGON_KEY, settings.CEIDG_TOKEN = "key-of-tests", "token-of-tests"
    settings.REGISTER_SECONDS = 0.4
    yield there
    there.close()
