"""What the documentation says of the format is true: its example has those digests, its verifier verifies."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from klucznik.companies.exporting import export
from klucznik.companies.history import Wanted
from klucznik.events import chain
from klucznik.events.sealing import seal_now
from tests.cast import Cast
from tests.events.chains import happen

PAGE = Path(__file__).parents[2] / "docs" / "integrate" / "history.md"


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)\n```", PAGE.read_text(), re.S)
    assert found is not None
    return found[1]


def test_the_example_has_the_digests_that_stand_there() -> None:
    event = json.loads(block("json"))

    content = chain.content_digest(event)
    digest = chain.link_digest(event["company"], 1, chain.BEGINNING, content)

    assert f"content {content}" in PAGE.read_text()
    assert f"digest  {digest}" in PAGE.read_text()
    assert chain.canonical(event).decode() == block("json")


@pytest.mark.parametrize("forged", [False, True])
def test_the_verifier_of_the_documentation_verifies_a_download(
    cast: Cast, tmp_path: Path, forged: bool
) -> None:
    happen(cast.alfa, cast.anna, 3)
    seal_now(cast.alfa)
    text = "".join(export(cast.alfa, Wanted(), "json", "pl"))
    file, program = tmp_path / "history.json", tmp_path / "verify.py"
    file.write_text(text.replace('"role": "user"', '"role": "x"', 1) if forged else text)
    program.write_text(block("python"))

    told = subprocess.run(
        [sys.executable, program, file], capture_output=True, text=True, check=False
    )

    assert (told.returncode == 0) is not forged
    assert ("everything fits" in told.stdout) is not forged
