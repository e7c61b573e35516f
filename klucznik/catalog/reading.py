"""Read the vendor's catalog from TOML and check every key before anything is stored."""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from klucznik.catalog.checking import check_line, check_product
from klucznik.catalog.drafts import CategoryDraft, LineDraft, ProductDraft
from klucznik.catalog.entries import Catalog, CategoryEntry
from klucznik.catalog.errors import WrongCatalog
from klucznik.catalog.keys import CATEGORY, FORMAT, HEAD, LINE, LINE_1, PRODUCT, PRODUCT_1
from klucznik.catalog.shapes import listed, shown
from klucznik.catalog.tables import Table

OLD = 1  # files from before there were formats: lines and products without rules
SAMPLE = Path(__file__).parent / "sample.toml"
ENTRIES = ("line", "product", "category")
BELOW = {
    "category": (),
    "line": ("rules", "edition", "version"),
    "product": ("rules", "edition", "version", "step"),
}


def read(path: Path) -> Catalog:
    """The catalog in the file; WrongCatalog names everything that must change."""
    content = _content(path)
    return understand(path.name, parse(path, content), hashlib.sha256(content).hexdigest())


def understand(file: str, raw: dict[str, Any], sha256: str) -> Catalog:
    """The catalog in the tables of a file."""
    problems: list[str] = []
    version = _version(file, raw, problems)
    lines = [LineDraft(table) for table in _tables(file, raw, "line", problems)]
    _check_lines(file, lines, problems)
    products = _products(file, raw, lines, problems)
    categories = _categories(file, raw, problems)
    if problems:
        raise WrongCatalog(*problems)
    return Catalog(
        version or f"sha256 {sha256[:12]}",
        sha256,
        [line.entry() for line in lines],
        [product.entry() for product in products],
        [category.entry() for category in categories],
    )


@cache
def standard_categories() -> tuple[CategoryEntry, ...]:
    """Those of the sample, which the articles that come with the product name."""
    raw = parse(SAMPLE, _content(SAMPLE))
    return tuple(category.entry() for category in _categories(SAMPLE.name, raw, []))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WrongCatalog(f"{path}: cannot be read ({error.strerror}).") from error


def parse(path: Path, content: bytes) -> dict[str, Any]:
    """TOML as tables."""
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise WrongCatalog(f"{path}: is not UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise WrongCatalog(f"{path}: {str(error).rstrip('.')}.") from error


def _format(raw: dict[str, Any]) -> Any:
    return raw.get("format", OLD)


def _is_old(raw: dict[str, Any]) -> bool:
    return _format(raw) == OLD


def _version(file: str, raw: dict[str, Any], problems: list[str]) -> str:
    """What the file calls itself; a file of the old format has no such word."""
    form = _format(raw)
    if isinstance(form, bool) or form not in (OLD, FORMAT):
        problems.append(
            f"{file}: format is {shown(form)}; write format = {FORMAT} at the top of the file."
        )
    if _is_old(raw):
        for name in sorted(set(raw) - {"format", "line", "product"}):
            problems.append(
                f"{file}: {shown(name)[1:-1]} is not known; write [[line]] and [[product]], "
                f"and format = {FORMAT} at the top of the file for what is new."
            )
        if _uses_what_is_new(raw):
            problems.append(
                f"{file}: has keys that a file without a format does not know; "
                f'write format = {FORMAT} and version = "..." at the top of the file.'
            )
        return ""
    head = Table(problems, file, raw, HEAD, below=("format", *ENTRIES))
    return str(head.get("version"))


def _uses_what_is_new(raw: dict[str, Any]) -> bool:
    new = {key.name for key in PRODUCT} - {key.name for key in PRODUCT_1} | set(BELOW["product"])
    kinds = [kind for kind in ("line", "product") if isinstance(raw.get(kind), list)]
    entries = [one for kind in kinds for one in raw[kind]]
    return any(isinstance(entry, dict) and new & set(entry) - {"registration"} for entry in entries)


def _tables(file: str, raw: dict[str, Any], kind: str, problems: list[str]) -> list[Table]:
    entries = raw.get(kind, [])
    if not isinstance(entries, list):
        entries = [entries]
    old = _is_old(raw)
    keys = {
        "line": LINE_1 if old else LINE,
        "product": PRODUCT_1 if old else PRODUCT,
        "category": CATEGORY,
    }[kind]
    below = () if old else BELOW[kind]
    return [
        Table(problems, _place(file, kind, position, one), one, keys, below=below)
        for position, one in enumerate(entries, 1)
    ]


def _place(file: str, kind: str, position: int, entry: Any) -> str:
    code = entry.get("code") if isinstance(entry, dict) else None
    name = code if isinstance(code, str) and code.isprintable() else "without a code"
    return f"{file}: {kind} {position} ({name[:40]})"


def _check_lines(file: str, lines: list[LineDraft], problems: list[str]) -> None:
    if not lines:
        problems.append(f"{file}: there is no [[line]].")
    _distinct(file, "line", [line.code for line in lines], problems)
    for line in lines:
        check_line(line)


def _products(
    file: str, raw: dict[str, Any], lines: list[LineDraft], problems: list[str]
) -> list[ProductDraft]:
    """Every product with its line, checked alone and against the others."""
    known = {line.code: line for line in lines if line.code}
    products = []
    for table in _tables(file, raw, "product", problems):
        code = table.get("line")
        if code is not None and code not in known:
            table.note("line", f"is {shown(code)}; choose one of: {listed(known)}")
        products.append(ProductDraft(table, known.get(code)))
    if not products:
        problems.append(f"{file}: there is no [[product]].")
    _distinct(file, "product", [product.code for product in products], problems)
    kinds = {product.code: product.table.get("kind") for product in products if product.code}
    for product in products:
        check_product(product, kinds)
    return products


def _categories(file: str, raw: dict[str, Any], problems: list[str]) -> list[CategoryDraft]:
    """Every category; there may be none."""
    categories = [CategoryDraft(table) for table in _tables(file, raw, "category", problems)]
    _distinct(file, "category", [category.code for category in categories], problems)
    return categories


def _distinct(file: str, kind: str, codes: list[str | None], problems: list[str]) -> None:
    problems.extend(
        f"{file}: the code {code} stands at two entries of [[{kind}]]; every code is there once."
        for code, times in Counter(codes).items()
        if code and times > 1
    )
