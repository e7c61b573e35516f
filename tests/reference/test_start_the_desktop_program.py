"""The desktop program starts from the command line and speaks two languages."""

from __future__ import annotations

import subprocess
import sys

from reference.desktop.programs import PROGRAMS
from reference.desktop.words import WORDS
from tests.reference.playing import LICENSES, STATE
from tools.surroundings import ROOT


def test_the_same_in_english(desk, license):
    till = desk()
    till.language = "en"

    screen = till.play(*LICENSES, "1", "GT12AAAA7F3K", "y", "y", STATE, "9", "x")

    assert "Number kept." in screen
    assert "License number: GT12-****-7F3K" in screen
    assert screen.count("There is no such entry.") == 2
    assert "Goodbye." in screen


def test_every_sentence_has_both_languages_with_the_same_values():
    fields = [[text.count("{") for text in both] for both in WORDS.values()]

    assert all(polish == english for polish, english in fields)
    assert all(all(both) for both in WORDS.values())


def test_all_programs_of_both_desktop_lines_are_known():
    assert len(PROGRAMS) == 15


def test_it_starts_from_the_command_line_and_paints_nothing_into_a_pipe(portal, tmp_path):
    command = [
        *(sys.executable, "-m", "reference.desktop", "--program", "gestor-nexo"),
        *("--server", portal.url, "--state", str(tmp_path / "state.json")),
    ]

    ran = subprocess.run(
        command,
        cwd=ROOT,
        env={"PYTHONPATH": "sdk/python", "PYTHONUTF8": "1", "PATH": ""},
        input="1\n2\nOferta\n0\n0\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert ran.returncode == 0, ran.stderr
    assert "Klucze portalu wzięto z niego samego" in ran.stdout
    assert "Zapisano dokument 1." in ran.stdout
    assert "\033" not in ran.stdout
    assert portal.routes == ["/api/v1/keys"]
