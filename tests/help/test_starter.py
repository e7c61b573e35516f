"""The starter articles say what the portal does: complete files, exact labels, links that lead, and a play of each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import get_resolver

from klucznik.help.facts import facts
from klucznik.help.rendering import render
from klucznik.help.rendering.known import File, Known
from tests.help import starter
from tests.help.played import PLAYS
from tests.help.plays import walk
from tests.help.starter import FOLDER, KEYS, LANGUAGES, NUMBERS, SAMPLE, source

WRITTEN = sorted(key for key in KEYS if starter.written(key, "pl"))
TEXTS = [(key, language) for key in WRITTEN for language in LANGUAGES]
each_text = pytest.mark.parametrize(("key", "language"), TEXTS)

COMMON = {"title", "summary", "keywords"}
ONCE = COMMON | {"number", "category", "programs", "related", "pages"}


def test_a_new_portal_has_at_least_25_articles_in_two_languages() -> None:
    files = {path.name for path in FOLDER.glob("*.md")}

    assert files == {f"{key}.{language}.md" for key in KEYS for language in LANGUAGES}
    assert len(KEYS) >= 25


@each_text
def test_the_front_of_an_article_is_complete(key: str, language: str) -> None:
    front = source(key, language).front

    assert set(front) == (ONCE if language == "pl" else COMMON)
    assert 10 <= len(front["title"]) <= 160
    assert 20 <= len(front["summary"]) <= 300
    assert front["summary"].endswith(".")
    assert front["keywords"]


@pytest.mark.parametrize("key", WRITTEN)
def test_an_article_stands_where_it_belongs(key: str) -> None:
    front = source(key, "pl").front
    sample = tomllib.loads(SAMPLE.read_text())
    programs = {one["code"] for kind in ("line", "product") for one in sample[kind]}
    apps_and_pages = {name.partition(":")[0] for name in pages()}

    assert NUMBERS[front["number"]] == key
    assert front["category"] in {one["code"] for one in sample["category"]}
    assert set(front["programs"]) <= programs
    assert set(front["related"]) <= KEYS - {key}
    for page in front["pages"]:
        app, _, name = page.partition(":")
        assert page in pages() or (name == "*" and app in apps_and_pages), page


@each_text
def test_what_is_bold_is_a_word_of_the_portal(key: str, language: str) -> None:
    known = starter.words_of_the_portal(language)

    assert [label for label in source(key, language).labels if label not in known] == []


@each_text
def test_an_article_is_set_without_problems(key: str, language: str) -> None:
    """Links lead to articles, files and pages that there are; what stands in braces is known."""
    files = {file.name: File(file.name, "/", True) for file in (FOLDER / "files" / key).glob("*")}
    known = Known(frozenset(KEYS - {key}), files, facts())

    assert render(source(key, language).body, language=language, known=known).problems == []


@each_text
def test_an_article_is_short_and_calm(key: str, language: str) -> None:
    one = source(key, language)

    assert 110 <= len(one.body.split()) <= 420
    assert "!" not in one.body.replace("![", "[")
    assert one.language == "pl" or not re.search("[ąćęłńóśźż]", _without_menus(one.body))


@pytest.mark.parametrize("key", WRITTEN)
def test_both_languages_tell_the_same(key: str) -> None:
    polish, english = source(key, "pl"), source(key, "en")

    assert polish.facts == english.facts
    assert set(polish.links) == set(english.links)
    assert _outline(polish.body) == _outline(english.body)


@pytest.mark.django_db
@each_text
def test_the_labels_of_an_article_are_on_the_pages_of_its_play(
    key: str, language: str, sign_in: Callable[..., Client]
) -> None:
    seen = walk(PLAYS[key], language, sign_in)

    assert [label for label in source(key, language).labels if not _is_among(label, seen)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("line", ["gt", "nexo"])
def test_the_license_number_is_where_the_catalog_says(line: str, language: str) -> None:
    told = source("license-number", language).body.replace("*", "")
    lines = tomllib.loads(SAMPLE.read_text())["line"]
    hints = next(one["number_help"][language] for one in lines if one["code"] == line)

    assert [hint for hint in hints if hint not in told] == []


def _is_among(label: str, seen: set[str]) -> bool:
    """An ellipsis stands for whatever the page says there."""
    if "…" not in label or label in seen:
        return label in seen
    told = re.compile(".+".join(map(re.escape, label.split("…"))))
    return any(told.fullmatch(text) for text in seen)


def pages() -> dict[str, list[str]]:
    """The names of all pages, each with what has to be known to open it."""
    return _named(get_resolver(), "")


def _named(resolver: object, space: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entry in getattr(resolver, "url_patterns", []):
        if hasattr(entry, "url_patterns"):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            outer = list(entry.pattern.converters)
            found |= {name: outer + needed for name, needed in _named(entry, inner).items()}
        elif entry.name:
            found[f"{space}{entry.name}"] = list(entry.pattern.converters)
    return found


def _without_menus(body: str) -> str:
    """Programs have menus of their own, which stand in italics."""
    return re.sub(r"\*[^*\n]+\*", "", body)


def _outline(body: str) -> list[str]:
    """What each block is: heading, step, point, note, table, sentence."""
    marks = []
    for line in body.splitlines():
        first = line.strip().split(" ")[0]
        if first[:1].isdigit() and first.endswith("."):
            marks.append("step")
        elif first in ("##", "###", "*", "-", ">", "|"):
            marks.append(first)
    return marks
