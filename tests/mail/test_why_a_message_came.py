"""Every e-mail says in its foot who writes and why the reader gets it, in both languages."""

from __future__ import annotations

import re

import pytest

from tests.architecture.test_words import messages, rendered

WHY = {
    "en": re.compile(r"\b(?:because|as|this is the last message)\b", re.I),
    "pl": re.compile(r"\b(?:bo|ponieważ|jako|because|to ostatnia wiadomość)\b", re.I),
}
FOOT = re.compile(r'<div class="footer">\s*<p>(.*?)</p>', re.DOTALL)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_message_says_why_it_came(language: str) -> None:
    silent = []
    for folder in messages():
        letter = rendered(folder, language)
        foot = FOOT.search(letter.html)
        if foot is None or not WHY[language].search(foot[1]):
            silent.append(f"{folder.parent.parent.name}/{folder.name}")

    assert silent == []
