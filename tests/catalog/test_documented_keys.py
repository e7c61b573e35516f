"""The page for the operator tells every key, and its example is a catalog."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from klucznik.catalog.keys import RULES, SECTIONS, default_in_words
from klucznik.catalog.reading import read
from klucznik.catalog.rules import Rules
from tests.architecture.project import ROOT

PAGE = (ROOT / "docs/run/catalog.md").read_text()


def test_the_keys_of_rules_are_exactly_the_rules_with_their_defaults():
    stored = Rules().stored()

    assert {key.name for key in RULES} == {field.name for field in fields(Rules)}
    assert not [key.name for key in RULES if key.name != "ways" and key.default != stored[key.name]]


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.heads[-1])
def test_every_key_is_told_with_its_default(section):
    missing = [
        key.name
        for key in section.keys
        if f"| `{key.name}` | {key.shape.words} | {default_in_words(key)} |" not in PAGE
    ]

    assert not missing


def test_the_defaults_go_together_and_are_taken_by_their_own_shapes():
    for section in SECTIONS:
        for key in section.keys:
            if isinstance(key.default, bool | int | list):
                assert key.shape.take(key.default) == key.default


def test_the_example_is_a_catalog(file):
    [example] = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)

    catalog = read(file(example))

    assert catalog.products[0].stored_rules["unregistered_days"] == 45
    assert catalog.products[0].stored_rules["grace_days"] == 14
