"""Small and even: files, functions, templates and styles stay within their budgets."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.project import files, lines, modules, name, templates, tree

FILE = 300
INDEX = 850  # events/kinds.py: a list with one entry for each thing that can happen
FUNCTION = 40
# Alarms, not budgets: those are 25, 12, 80 and 100 lines (docs/develop/style.md).
ACTION = 30
VIEW = 15
TEMPLATE = 120
STYLE = 150

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def body_lines(function: Function) -> int:
    """Lines below the signature, the docstring not counted."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def too_long(paths: list[Path], budget: int) -> list[str]:
    return [
        f"{name(path)}:{function.lineno} {function.name}: {body_lines(function)} lines"
        for path in paths
        for function in functions(path)
        if body_lines(function) > budget
    ]


def test_no_file_is_longer_than_300_lines():
    long = [
        f"{name(path)}: {lines(path)}"
        for path in files(".py", ".css", ".html", ".js")
        if "migrations" not in path.parts
        and lines(path) > (INDEX if name(path) == "klucznik/events/kinds.py" else FILE)
    ]

    assert not long, "split these by noun"


def test_no_function_is_longer_than_40_lines():
    assert not too_long([path for path in files(".py") if "migrations" not in path.parts], FUNCTION)


def test_no_action_is_longer_than_30_lines():
    actions = [path for path in modules() if "actions" in (path.stem, path.parent.name)]

    assert not too_long(actions, ACTION)


def test_no_view_is_longer_than_15_lines():
    views = [path for path in modules() if "views" in (path.stem, path.parent.name)]

    assert not too_long(views, VIEW)


def test_no_template_is_longer_than_120_lines():
    assert not [f"{name(path)}: {lines(path)}" for path in templates() if lines(path) > TEMPLATE]


def test_no_style_sheet_is_longer_than_150_lines():
    assert not [f"{name(path)}: {lines(path)}" for path in files(".css") if lines(path) > STYLE]
