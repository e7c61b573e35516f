"""Polish is complete: no empty entry, nothing fuzzy, every plural form, the same placeholders, calm words."""

from __future__ import annotations

import re
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.architecture.project import ROOT

CATALOG = ROOT / "locale" / "pl" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|(?<!%)%[sd](?!\w)|\{(\w*)\}")
POLISH_FORMS = 4


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    with CATALOG.open("rb") as lines:
        return read_po(lines, locale="pl")


def entries(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def translated(catalog: Catalog) -> list[Message]:
    return [message for message in entries(catalog) if all(forms(message.string))]


def forms(text: Any) -> list[str]:
    """One string, or all plural forms."""
    return [text] if isinstance(text, str) else list(text)


def placeholders(text: str) -> set[str]:
    return {match.group(0) for match in PLACEHOLDER.finditer(text)}


def test_every_entry_is_translated(catalog):
    assert not [message.id for message in entries(catalog) if not all(forms(message.string))]


def test_nothing_is_fuzzy(catalog):
    assert not [message.id for message in entries(catalog) if message.fuzzy]


def test_every_plural_has_all_polish_forms(catalog):
    plural = [message for message in entries(catalog) if message.pluralizable]

    assert catalog.num_plurals == POLISH_FORMS
    assert not [message.id for message in plural if len(forms(message.string)) != POLISH_FORMS]


def test_placeholders_survive_translation(catalog):
    broken = []
    for message in translated(catalog):
        known = set().union(*map(placeholders, forms(message.id)))
        broken += [text for text in forms(message.string) if not placeholders(text) <= known]
        if not message.pluralizable and placeholders(str(message.string)) != known:
            broken.append(str(message.id))

    assert not broken


def test_polish_stays_calm(catalog):
    loud = re.compile(r"!|\bUps\b|\bPan(i|a|u|em)?\b|\bOpps\b")

    assert not [
        text
        for message in entries(catalog)
        for text in forms(message.string)
        if loud.search(text.replace("%%", ""))
    ]


def test_english_stays_calm(catalog):
    assert not [
        message.id for message in entries(catalog) if any("!" in t for t in forms(message.id))
    ]


def test_ends_of_sentences_agree(catalog):
    """A colon, an ellipsis or a full stop in English has its counterpart in Polish."""
    ends = (".", ":", "…", "?")
    differing = []
    for message in translated(catalog):
        original, polish = forms(message.id)[0].rstrip(), forms(message.string)[0].rstrip()
        end = original[-1:] if original[-1:] in ends else ""
        if end and not polish.endswith(end):
            differing.append((original, polish))

    assert not differing
