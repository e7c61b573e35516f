"""How good the search is: what people type finds its article first, in nineteen of twenty queries."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from klucznik.help.finding import find
from tests.help import library

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent
TABLE = tomllib.loads((HERE / "queries.toml").read_text("utf-8"))
ENOUGH = 0.95
# Tables written before the search was asked: how many have to be first, and among the first three.
HELD_OUT = {"held_out.toml": (0.8, 0.92), "held_out_again.toml": (0.8, 0.92)}


def queries(table: dict[str, Any] = TABLE) -> Iterator[tuple[str, str, str]]:
    for language, groups in table.items():
        for asked in groups.values():
            yield from ((language, query, key) for query, key in asked.items())


def test_what_people_type_finds_its_article_first():
    keys = library.put_starter_on_the_shelf()
    asked = [one for one in queries() if one[2] in keys]

    wrong = []
    for language, query, key in asked:
        found = [hit.article.key for hit in find(query, language=language).hits]
        if found[:1] != [key]:
            wrong.append(
                f"{language} {query!r}: {key} is {place(key, found)}, before it {found[:3]}"
            )

    print(f"\n{len(asked) - len(wrong)} of {len(asked)} first", *wrong, sep="\n")
    assert {key for _, _, key in asked} == keys, "each article has a query"
    assert len(wrong) <= (1 - ENOUGH) * len(asked), "\n".join(wrong)


def test_what_was_written_down_before_asking_is_found_too():
    library.put_starter_on_the_shelf()

    for name, (first, near) in HELD_OUT.items():
        asked = list(queries(tomllib.loads((HERE / name).read_text("utf-8"))))
        found = [
            [hit.article.key for hit in find(query, language=language, limit=3).hits]
            for language, query, _key in asked
        ]
        told = [(key, keys) for (_l, _q, key), keys in zip(asked, found, strict=True)]
        best, three = (
            sum(key in keys[:most] for key, keys in told) / len(asked) for most in (1, 3)
        )
        print(f"\n{name}: {len(asked)} queries, {best:.0%} first, {three:.0%} among three")
        assert len(asked) >= 40
        assert best >= first
        assert three >= near


def place(key: str, found: list[str]) -> str:
    return f"number {found.index(key) + 1}" if key in found else "not on the first page"


def test_there_are_enough_queries():
    polish, english = (sum(map(len, TABLE[language].values())) for language in ("pl", "en"))

    assert polish >= 60
    assert english >= 10
