"""The package for programs stands alone, and the programs to try it with know nothing else."""

from __future__ import annotations

import ast
import re
import sys

from tests.architecture.project import ROOT, files, tree

PACKAGE, PROGRAMS = ROOT / "sdk" / "python" / "klucznik_client", ROOT / "reference"


def imported(folder):
    """Top-level names that the modules of a folder import."""
    found = set()
    for path in files(".py"):
        if path.is_relative_to(folder):
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.Import):
                    found |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom):
                    found.add((node.module or "").split(".")[0])
    return found - set(sys.stdlib_module_names) - {"winreg"}


def test_the_package_needs_nothing_but_cryptography():
    assert imported(PACKAGE) == {"cryptography", "klucznik_client"}


def test_programs_know_only_the_package():
    assert imported(PROGRAMS) == {"klucznik_client", "reference"}


def test_the_package_signs_nothing_but_the_word_of_a_witness():
    signing = re.compile(r"PrivateKey|\.sign\(")
    package = [path for path in files(".py") if path.is_relative_to(PACKAGE)]

    signers = [path.name for path in package if signing.search(path.read_text())]

    assert signers == ["witness.py"]


def test_the_package_says_its_version_once_and_that_it_is_typed():
    project = (PACKAGE.parent / "pyproject.toml").read_text()
    version = re.search(r'^version = "(.+)"', project, re.MULTILINE)

    assert version
    assert f'VERSION = "{version.group(1)}"' in (PACKAGE / "version.py").read_text()
    assert (PACKAGE / "py.typed").exists()
    assert (PACKAGE.parent / "LICENSE").read_text() == (ROOT / "LICENSE").read_text()
