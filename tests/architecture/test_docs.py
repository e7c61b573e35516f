"""The documentation holds together: every link leads somewhere, every page is reachable, decisions are in order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.project import ROOT, files, name

LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
# `https://…`, `mailto:…`, and those of help articles (docs/run/help.md), which loading checks.
SCHEME = re.compile(r"[a-z]+:")
NAMED_TEST = re.compile(r"`([a-z_/]+\.py)::(test_[a-z0-9_]+)`")
SECTIONS = ("Context", "Decision", "Consequences", "Alternatives")


def links(page: Path) -> list[Path]:
    """Files that a page links to; addresses elsewhere are left alone."""
    targets = [found for found in LINK.findall(page.read_text()) if not SCHEME.match(found)]
    return [(page.parent / target).resolve() for target in targets]


def pages() -> list[Path]:
    """Articles of the help lead to pages of the portal, not to files; tests/help looks after them."""
    return [path for path in files(".md") if not name(path).startswith("klucznik/help/starter/")]


def decisions() -> list[Path]:
    return [path for path in pages() if name(path).startswith("docs/decisions/0")]


def test_every_link_leads_to_a_file():
    broken = [
        f"{name(page)} → {target.relative_to(ROOT)}"
        for page in pages()
        for target in links(page)
        if not target.exists()
    ]

    assert not broken


def test_every_page_can_be_reached_from_the_index():
    reached, waiting = set(), [ROOT / "docs" / "index.md"]
    while waiting:
        page = waiting.pop()
        if page not in reached and page.suffix == ".md" and page.exists():
            reached.add(page)
            waiting += links(page)
    unreached = [
        name(page) for page in pages() if name(page).startswith("docs/") and page not in reached
    ]

    assert not unreached


def test_decisions_are_numbered_without_gaps():
    numbers = [int(path.name[:4]) for path in decisions()]

    assert numbers == list(range(1, len(numbers) + 1))


def test_decisions_have_their_four_sections_and_one_page():
    odd = [
        name(path)
        for path in decisions()
        if [line[3:] for line in path.read_text().splitlines() if line.startswith("## ")]
        != list(SECTIONS)
        or len(path.read_text().split()) > 400
    ]

    assert not odd


def test_the_documentation_names_only_commands_that_exist():
    named = {
        command
        for page in pages()
        for command in re.findall(r"(?<![\w/.])bin/([a-z]+)", page.read_text())
    }
    existing = {path.name for path in (ROOT / "bin").iterdir()}

    assert not named - existing


def test_every_setting_is_declared_where_it_is_documented():
    """Whoever reads of KLUCZNIK_X in the documentation can set it."""
    declared = set(re.findall(r'"([A-Z_]+)"', (ROOT / "config" / "operator.py").read_text()))
    for_tools = {"TEST_POSTGRES", "CHROMIUM", "DEEP", "SHOTS"}
    named = {
        setting
        for page in pages()
        for setting in re.findall(r"\bKLUCZNIK_([A-Z_]+)\b", page.read_text())
    }

    assert not {s.removesuffix("_FILE") for s in named} - declared - for_tools


@pytest.mark.parametrize("page", ["docs/run/security.md", "docs/develop/offices.md"])
def test_every_test_that_a_page_names_exists(page):
    named = NAMED_TEST.findall((ROOT / page).read_text())
    missing = [
        f"{path}::{test}"
        for path, test in named
        if not (ROOT / "tests" / path).exists()
        or f"def {test}(" not in (ROOT / "tests" / path).read_text()
    ]

    assert named
    assert not missing
