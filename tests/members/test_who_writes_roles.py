"""Only few modules write what carries rights; each says why nobody is left without keys by it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.project import modules, name, tree

# Who writes roles, proofs and ends of places, and why nobody is left without keys by it.
WRITERS = {
    "klucznik/companies/actions/connecting.py": "a new place takes nothing away",
    "klucznik/companies/knowing.py": "openly()",
    "klucznik/members/places.py": "its callers ask the guard, or are told openly",
    "klucznik/members/actions/joining.py": "a new place, or a higher role",
    "klucznik/recovery/letters.py": "a grant; taking it back is openly()",
    "klucznik/letters/merging.py": "a place passes to another account of the same person; openly() by letter",
    "klucznik/offices/actions/accepting.py": "shares",
    "klucznik/offices/actions/withdrawing.py": "shares and powers; its places end through members/places.py",
    "klucznik/offices/endings.py": "assignments and powers of an office",
    "klucznik/offices/actions/assigning.py": "assignments",
    "klucznik/recovery/traces.py": "within the openly() of letters.py",
    # These write other things than places.
    "klucznik/members/actions/invitations.py": "offers",
    "klucznik/members/actions/limits.py": "rights to products",
    "klucznik/members/checking.py": "lines of a file",
    "klucznik/members/accesses.py": "ticks",
    "klucznik/members/actions/deputies.py": "deputyships",
    "klucznik/declarations/steps.py": "cases",
}
OF_A_PLACE = {"role", "ended_at", "proven_at"}


def written() -> Iterator[tuple[str, str]]:
    """Every module that assigns or updates what carries rights, in the apps that know places."""
    for path in modules():
        if name(path).startswith("klucznik/") and "Membership" in path.read_text():
            for node in ast.walk(tree(path)):
                yield from ((name(path), field) for field in OF_A_PLACE & fields_of(node))


def fields_of(node: ast.AST) -> set[str | None]:
    """What a statement assigns, or a query writes."""
    if isinstance(node, ast.Assign):
        parts = [part for target in node.targets for part in ast.walk(target)]
        return {part.attr for part in parts if isinstance(part, ast.Attribute)}
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        writes = node.func.attr in {"update", "create", "update_or_create", "bulk_create"}
        return {keyword.arg for keyword in node.keywords} if writes else set()
    return set()


def test_nobody_else_writes_roles() -> None:
    found = {module for module, _ in written()}

    assert not found - set(WRITERS)
