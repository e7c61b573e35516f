"""What the desktop program writes: sentences as they are, and nothing that steers the screen."""

from __future__ import annotations

import io

import pytest

from reference.desktop.terminal import Terminal


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Program jest połączony z\u00a0kontem.", "Program jest połączony z kontem."),
        ("Zostało \u200b2 dni\x1b[2J", "Zostało ?2 dni?[2J"),
        ("Jedno\nDrugie ", "Jedno\nDrugie"),
    ],
)
def test_a_sentence_of_the_portal_reads_as_it_was_written(sent, shown):
    sink = io.StringIO()

    Terminal(io.StringIO(), sink).show(sent)

    assert sink.getvalue() == f"{shown}\n"
