"""What a catalog file would change: entry by entry and key by key, in words for the operator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from klucznik.catalog.entries import Catalog
from klucznik.catalog.models import Category, Line, Product

Facts = dict[str, Any]
# Keys under which the database keeps what the file calls otherwise.
NAMES = {"own_registration": "registration", "texts": "purpose", "names": "name"}


@dataclass(frozen=True)
class Change:
    """One key of one entry."""

    key: str
    before: Any
    after: Any

    def __str__(self) -> str:
        if self.before is None:
            return f"{self.key}: {_shown(self.after)} (new)"
        if self.after is None:
            return f"{self.key}: {_shown(self.before)} (no longer)"
        note = "; licenses that exist keep their own" if self.key == "metric" else ""
        return f"{self.key}: {_shown(self.before)} → {_shown(self.after)}{note}"


@dataclass
class Difference:
    """Between the file and what is loaded; entries are named as the file names them."""

    new: list[str] = field(default_factory=list)
    changed: dict[str, list[Change]] = field(default_factory=dict)
    retired: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.retired)

    def lines(self) -> Iterator[str]:
        """The whole difference, a line for each entry and each key."""
        for entry in self.new:
            yield f"new: {entry}"
        for entry, changes in self.changed.items():
            yield f"changed: {entry}"
            yield from (f"    {change}" for change in changes)
        for entry in self.retired:
            yield f"retired: {entry}"


def wanted(catalog: Catalog) -> dict[str, dict[str, Facts]]:
    """Rows as the file wants them, by kind and code; a product names its line by code."""
    return {
        "line": {
            line.code: asdict(line) | {"position": position}
            for position, line in enumerate(catalog.lines)
        },
        "product": {
            product.code: asdict(product) | {"position": position, "retired_at": None}
            for position, product in enumerate(catalog.products)
        },
        "category": {
            category.code: asdict(category) | {"position": position}
            for position, category in enumerate(catalog.categories)
        },
    }


def stored() -> dict[str, dict[str, Facts]]:
    """The same rows as they are loaded now."""
    lines = Line.objects.values("code", "name", "registration", "number_help", "position")
    fields = [
        name.name for name in Product._meta.concrete_fields if name.name not in ("id", "line")
    ]
    products = Product.objects.values(*fields, "line__code")
    return {
        "line": {row["code"]: dict(row) for row in lines},
        "product": {row["code"]: row | {"line": row.pop("line__code")} for row in products},
        "category": {
            row["code"]: dict(row) for row in Category.objects.values("code", "names", "position")
        },
    }


def compare(there: dict[str, dict[str, Facts]], file: dict[str, dict[str, Facts]]) -> Difference:
    """What loading would do."""
    difference = Difference()
    for kind in ("line", "product", "category"):
        for code, facts in file[kind].items():
            if code not in there[kind]:
                difference.new.append(f"{kind} {code}")
            elif changes := list(_changes(there[kind][code], facts)):
                difference.changed[f"{kind} {code}"] = changes
    difference.retired = [
        f"product {code}"
        for code, row in there["product"].items()
        if code not in file["product"] and row["retired_at"] is None
    ]
    return difference


def _changes(before: Facts, after: Facts) -> Iterator[Change]:
    old, new = _flat(before), _flat(after)
    for key in dict.fromkeys([*new, *old]):
        if old.get(key) != new.get(key):
            yield Change(key, old.get(key), new.get(key))


def _flat(facts: Facts) -> Facts:
    """A row with one name for each thing that can differ: `rules.grace_days`, `version 1.88`."""
    flat: Facts = {}
    for name, value in facts.items():
        match name:
            case "stored_rules":
                flat |= {f"rules.{key}": one for key, one in value.items()}
            case "stored_versions":
                flat |= {f"version {one['number']}": one["released"] for one in value}
            case "stored_editions":
                flat |= {f"edition {one['code']}": _rest(one, "code") for one in value}
            case "steps":
                flat |= {_step(one): f"{one['base']} + {one['by']}" for one in value}
            case "retired_at":
                flat["sold"] = value is None
            case _:
                flat[NAMES.get(name, name)] = value
    return flat


def _step(step: Mapping[str, Any]) -> str:
    return " ".join(filter(None, ["step", step["metric"], step.get("edition")]))


def _rest(row: Mapping[str, Any], key: str) -> Facts:
    return {name: value for name, value in row.items() if name != key}


def _shown(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case "" | []:
            return "none"
        case list():
            return ", ".join(str(one) for one in value)
        case dict():
            return "; ".join(f"{key} {_shown(one)}" for key, one in sorted(value.items()))
    return str(value)
