"""Whatever is done to a catalog file, it is a catalog or it is refused with sentences; nothing else ever happens."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klucznik.catalog.entries import Catalog
from klucznik.catalog.errors import WrongCatalog
from klucznik.catalog.keys import SECTIONS
from klucznik.catalog.loading import SAMPLE
from klucznik.catalog.reading import parse, read, understand
from klucznik.catalog.rules import Rules

TEXT = SAMPLE.read_text(encoding="utf-8")
TREE = parse(SAMPLE, TEXT.encode())
SCRAPS = [
    "[[product]]\n",
    "[line.rules]\n",
    '"',
    "'''",
    "= ",
    "[",
    "}",
    "\x00",
    "\\u0000",
    "\ufeff",
    "1979-05-27T07:32:00Z",
    "nan",
    "-1",
    "9" * 30,
    "format = 1\n",
]
KEYS = [key.name for section in SECTIONS for key in section.keys]
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=30),
    st.dates(),
    st.just(datetime(2026, 11, 30, tzinfo=UTC)),
    st.sampled_from(["program", "portal", "gt", "online", "extension", "subiekt-gt", "size", ""]),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*KEYS, "pl", "en", "\x00"]), inner, max_size=4)
    ),
    max_leaves=6,
)


def outcome(reading: Callable[[], Catalog]) -> None:
    """Either a catalog whose rules are whole, or sentences."""
    try:
        catalog = reading()
    except WrongCatalog as wrong:
        assert wrong.problems
        assert all(isinstance(problem, str) and problem for problem in wrong.problems)
        return
    assert catalog.lines
    for product in catalog.products:
        assert Rules.of(product.stored_rules).stored().keys() >= product.stored_rules.keys()


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("catalog") / "mine.toml"


@given(
    cuts=st.lists(
        st.tuples(
            st.integers(0, len(TEXT)),
            st.integers(0, 40),
            st.sampled_from(SCRAPS) | st.text(max_size=8),
        ),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=150, deadline=None)
def test_letters_that_changed(path, cuts):
    text = TEXT
    for place, length, scrap in cuts:
        text = text[:place] + scrap + text[place + length :]
    path.write_bytes(text.encode("utf-8", "surrogatepass"))

    outcome(lambda: read(path))


def places(tree: Any) -> list[tuple[Any, Any]]:
    """Every value of the tree, as what holds it and under which key."""
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree)
    found = []
    for key, value in list(pairs):
        found.append((tree, key))
        if isinstance(value, dict | list):
            found += places(value)
    return found


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_values_that_changed(data):
    tree = copy.deepcopy(TREE)
    for _ in range(data.draw(st.integers(1, 3))):
        holder, key = data.draw(st.sampled_from(places(tree)))
        what = data.draw(st.sampled_from(["replace", "remove", "add"]))
        if what == "remove":
            del holder[key]
        elif what == "replace" or isinstance(holder, list):
            holder[key] = data.draw(VALUES)
        else:
            holder[data.draw(st.sampled_from(KEYS))] = data.draw(VALUES)

    outcome(lambda: understand("mine.toml", tree, "0" * 64))


def test_the_sample_itself_is_right():
    assert isinstance(TREE["product"], list)
    assert isinstance(TREE["line"][0]["version"][0]["released"], date)
    outcome(lambda: read(SAMPLE))
