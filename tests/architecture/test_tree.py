"""The tree reads itself: known file names, one docstring per module, no drawers, nothing of one machine."""

from __future__ import annotations

import ast
import os
import re

from tests.architecture.project import ROOT, files, modules, name, tree

DRAWERS = {
    "utils",
    "helpers",
    "common",
    "misc",
    "base",
    "manager",
    "managers",
    "service",
    "services",
}
# Built from pieces, so that this file does not find itself.
PRIVATE = re.compile(
    "|".join(
        [
            r"(?<![\w.])/(?:" + "|".join(["home", "Users", "root", "work"]) + r")/\w",
            r"\bshared" + r"/(?:design|seed|data|hooks)\b",
            "py" + r"pi\.(?:org|python)",
            "python" + r"hosted\.org",
            "registry" + r"\.npmjs",
        ]
    )
)


def texts():
    for path in files():
        try:
            yield path, path.read_text()
        except UnicodeDecodeError:
            continue


def test_no_module_is_a_drawer():
    assert not [
        name(path) for path in modules() if path.stem in DRAWERS or path.parent.name in DRAWERS
    ]


def test_every_module_begins_with_one_sentence():
    silent = []
    for path in files(".py"):
        if "migrations" in path.parts or not path.read_text().strip():
            continue
        docstring = ast.get_docstring(tree(path)) or ""
        if not docstring or not docstring.split("\n\n")[0].rstrip().endswith((".", ":", "?")):
            silent.append(name(path))

    assert not silent


def test_every_action_has_a_sentence():
    silent = [
        f"{name(path)}: {node.name}"
        for path in modules()
        if "actions" in (path.stem, path.parent.name)
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and any(ast.unparse(decorator) == "transaction.atomic" for decorator in node.decorator_list)
        and not ast.get_docstring(node)
    ]

    assert not silent


def test_nothing_names_a_place_on_one_machine():
    assert not [name(path) for path, text in texts() if PRIVATE.search(text)]


def test_no_work_is_left_as_a_note():
    note = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    code = (".py", ".html", ".css", ".js", ".md", ".toml")

    assert not [name(path) for path, text in texts() if path.suffix in code and note.search(text)]


def test_commands_can_be_started_and_say_what_they_do():
    commands = [path for path in files() if path.parent == ROOT / "bin"]

    assert not [name(path) for path in commands if not os.access(path, os.X_OK)]
    assert not [
        name(path) for path in commands if not path.read_text().splitlines()[1].startswith("# ")
    ]
