"""Write the pages of docs that the code already says: settings, the catalog, permissions, events; and the glossary."""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from typing import Any

import django
from django.apps import apps
from django.utils import translation

from tools.surroundings import ROOT

NOTICE = "<!-- Written by bin/docs. Change the source, not this page. -->"
BELOW = (
    "<!-- What follows is written by bin/docs. Change klucznik/catalog/keys.py, not this page. -->"
)


@dataclass(frozen=True)
class Vocabulary:
    """A list of permissions, the roles that may hold them, and who holds what."""

    title: str
    module: str
    permission: str
    role: str

    def permissions(self) -> Iterable[Any]:
        return list(getattr(import_module(self.module), self.permission))

    def roles(self) -> Iterable[Any]:
        return list(getattr(import_module(self.module), self.role))

    def grants(self) -> dict[Any, Any]:
        return dict(import_module(self.module).GRANTS)


@dataclass(frozen=True)
class Page:
    """A generated page and the function that writes it."""

    path: str
    write: Callable[[], str]


VOCABULARIES = [
    Vocabulary("Members of a company", "klucznik.companies.permissions", "Permission", "Role"),
    Vocabulary(
        "Staff of the vendor", "klucznik.backoffice.permissions", "StaffPermission", "StaffRole"
    ),
]


def in_english(write: Callable[[], str]) -> Callable[[], str]:
    def written() -> str:
        with translation.override("en"):
            return write()

    return written


def cell(text: Any) -> str:
    """Words in a table: placeholders as …, bars escaped, one line."""
    return " ".join(str(text).replace("|", "\\|").split())


def table(head: Iterable[Any], rows: Iterable[Iterable[Any]]) -> str:
    columns = [cell(title) for title in head]
    lines = [columns, ["---"] * len(columns), *([cell(value) for value in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def document(title: str, lead: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", NOTICE, lead, *(part.rstrip("\n") for part in parts)]) + "\n"


@in_english
def permissions() -> str:
    parts = []
    for words in VOCABULARIES:
        grants, roles = words.grants(), words.roles()
        rows = [
            [f"`{permission.value}`", permission.label]
            + ["yes" if permission in grants.get(role, ()) else "" for role in roles]
            for permission in words.permissions()
        ]
        source = words.module.replace(".", "/") + ".py"
        parts += [
            f"## {words.title}",
            f"From `{source}`.",
            table(["Permission", "Lets a person", *(role.label for role in roles)], rows),
        ]
    parts += [
        "## Who manages whom",
        "From `klucznik/members/permissions.py`: the roles a member may give; an empty cell is out of reach.",
        who_manages_whom(),
    ]
    lead = "What each role may do. A door asks for one of these; a template asks with `can`."
    return document("Permissions", lead, *parts)


def who_manages_whom() -> str:
    """Read from the rule itself, for every pair of roles and for an administrator on probation."""
    models = import_module("klucznik.companies.models")
    rule = import_module("klucznik.members.permissions")
    roles, soon = list(models.Role), import_module("klucznik.core.clock").now() + timedelta(days=1)
    managers = [(role.label, {"role": role}) for role in roles]
    keys = models.Role.GLOBAL_ADMINISTRATOR
    managers.append((f"{keys.label}, on probation", {"role": keys, "probation_until": soon}))
    rows = []
    for label, place in managers:
        own = models.Membership(pk=1, company=models.Company(), **place)
        others = [models.Membership(pk=2, role=role) for role in roles]
        given = [rule.roles_for(own, other) for other in [*others, own]]
        rows.append([label, *(", ".join(str(role.label) for role in found) for found in given)])
    return table(["Who", *(f"to: {role.label}" for role in roles), "to themselves"], rows)


@in_english
def events() -> str:
    kinds = import_module("klucznik.events.kinds").Kind
    subjects = dict.fromkeys(kind.value.split(".")[0] for kind in kinds)
    parts = []
    for subject in subjects:
        own = [kind for kind in kinds if kind.value.split(".")[0] == subject]
        rows = [[f"`{kind.value}`", sentence(kind.label)] for kind in own]
        parts += [f"## {subject.replace('_', ' ').capitalize()}", table(["Kind", "Reads"], rows)]
    lead = (
        "Everything that can happen, from `klucznik/events/kinds.py`. "
        "Each row of the history has one of these kinds; e-mails subscribe to them."
    )
    return document("Events", lead, *parts)


def sentence(label: Any) -> str:
    """The sentence with its placeholders set in italics."""
    return str(label).replace("%(", "*").replace(")s", "*").replace(")d", "*")


def glossary() -> str:
    terms = tomllib.loads((ROOT / "docs/develop/glossary.toml").read_text())["term"]
    rows = [
        [term["english"], term["polish"], term["means"], term.get("different_from", "")]
        for term in terms
    ]
    lead = (
        "One word for one concept, in code, on pages and in e-mails. "
        "The list lives in `docs/develop/glossary.toml`; add a term there before you use a new word."
    )
    head = ["English and code", "Polish on pages", "Means", "Not to be confused with"]
    return document("Glossary", lead, table(head, rows))


@in_english
def settings() -> str:
    import_module("config.settings")
    declared = import_module("config.env").DECLARED
    rows = [
        [f"`{setting.name}`", f"`{setting.default}`" if setting.default else "", setting.meaning]
        for setting in declared.values()
    ]
    lead = (
        "Klucznik reads its settings from the environment. `klucznik settings` prints them as they are now and "
        "checks them; a wrong one stops the start with a sentence. Each can be given in a file instead: "
        "`KLUCZNIK_SECRET_KEY_FILE=/run/secrets/key`."
    )
    return document("Settings", lead, table(["Setting", "Default", "Means"], rows))


@in_english
def environment() -> str:
    import_module("config.settings")
    declared = import_module("config.env").DECLARED.values()
    parts = ["# Every setting with its default; written by bin/docs. Docs: docs/run/settings.md.\n"]
    parts += [f"# {setting.meaning}\n#{setting.name}={setting.default}\n" for setting in declared]
    return "\n".join(parts)


@in_english
def catalog() -> str:
    """What stands above the mark is written by hand; the tables of keys come from the code."""
    keys = import_module("klucznik.catalog.keys")
    by_hand, mark, _ = (ROOT / "docs/run/catalog.md").read_text().partition(BELOW)
    parts = [by_hand.rstrip(), mark]
    for section in keys.SECTIONS:
        rows = [
            [f"`{key.name}`", key.shape.words, keys.default_in_words(key), key.meaning]
            for key in section.keys
        ]
        heads = " and ".join(f"`{head}`" for head in section.heads)
        rows_of_keys = table(["Key", "Value", "Default", "Means"], rows)
        parts += [f"## {heads}", section.meaning, rows_of_keys.rstrip("\n")]
    return "\n\n".join(parts) + "\n"


PAGES = [
    Page(".env.example", environment),
    Page("docs/run/settings.md", settings),
    Page("docs/run/catalog.md", catalog),
    Page("docs/develop/permissions.md", permissions),
    Page("docs/develop/events.md", events),
    Page("docs/develop/glossary.md", glossary),
]


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if not apps.ready:
        django.setup()
    stale = []
    for page in PAGES:
        path, text = ROOT / page.path, page.write()
        if not path.exists() or path.read_text() != text:
            stale.append(page.path)
            if "--check" not in sys.argv[1:]:
                path.write_text(text)
    if "--check" in sys.argv[1:]:
        print(f"Behind the code: {', '.join(stale)}. Run bin/docs." if stale else "Current.")
        return 1 if stale else 0
    print(f"Written: {', '.join(stale) or 'nothing new'}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
