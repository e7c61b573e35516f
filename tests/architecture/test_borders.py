"""Borders that import contracts cannot draw: who may touch the web, mail servers, signals, the network, sleep."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.project import files, modules, name, tree

WAYS_IN = (
    r"klucznik/core/|config/|.*/(views|doors|api|bearers|middleware|adapters|context|freshness|menu|marks|stages)(\.py|/)"
    r"|klucznik/accounts/\w+_views\.py"
)
# What is bordered, and the files that may use it.
BORDERS = {
    "django.http": WAYS_IN,
    "django.shortcuts": WAYS_IN,
    "django.core.mail": r"klucznik/mail/|klucznik/accounts/adapters\.py|klucznik/demo/mailbox\.py",
    "django.dispatch": r"(?!)",
    "django.db.models.signals": r"(?!)",
    "urllib.request": r"klucznik/integrations/",
    "http.client": r"klucznik/integrations/",
    "requests": r"klucznik/integrations/",
    "urllib3": r"klucznik/integrations/",
    "random": r"klucznik/demo/|klucznik/jobs/",
    "pickle": r"(?!)",
    "django.contrib.admin": r"(?!)",
}


def imported(path: Path) -> Iterator[str]:
    """Every name that a module imports, with the module it comes from."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def crosses(imported_name: str, border: str) -> bool:
    return imported_name == border or imported_name.startswith(border + ".")


@pytest.mark.parametrize("border", BORDERS)
def test_a_border_is_crossed_only_where_it_is_open(border):
    crossings = [
        f"{name(path)} imports {used}"
        for path in modules()
        if not re.match(BORDERS[border], name(path))
        for used in imported(path)
        if crosses(used, border)
    ]

    assert not crossings


def test_tests_neither_sleep_nor_time_nor_mock():
    forbidden = ("time.sleep", "time.perf_counter", "time.monotonic", "unittest.mock")
    used = re.compile("|".join(re.escape(word) + r"\b" for word in forbidden))
    tests = [path for path in files(".py") if name(path).startswith("tests/")]

    assert not [
        name(path) for path in tests if path != Path(__file__) and used.search(path.read_text())
    ]


def test_actions_and_models_never_see_a_request():
    inner = [
        path for path in modules() if path.stem in {"actions", "models", "permissions", "queries"}
    ]
    seen = [
        f"{name(path)}:{node.lineno} {node.name}"
        for path in inner
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
        if "request" in {argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]}
    ]

    assert not seen


def test_models_do_not_hide_rules_in_save_or_delete():
    hidden = [
        f"{name(path)}:{node.lineno} {node.name}"
        for path in modules()
        if path.stem == "models" or path.parent.name == "models"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete"}
    ]

    assert not hidden
