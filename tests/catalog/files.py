"""Catalog files for tests: one line and one product, and what is put beside them."""

from __future__ import annotations

from pathlib import Path

HEAD = 'format = 2\nversion = "1"\n'
LINE = """
[[line]]
code = "gt"
name = "GT"
registration = "program_or_portal"
number_help = { pl = ["Krok"], en = ["Step"] }
"""
PRODUCT = """
[[product]]
code = "one"
name = "One"
line = "gt"
metric = "seats"
purpose = { pl = "Coś", en = "Something" }
"""
EXTENSION = (
    PRODUCT.replace('"one"', '"more"').replace("One", "More")
    + 'kind = "extension"\nextends = ["one"]\n'
)


def rules(*lines: str) -> str:
    """The rules of the product above them."""
    return "\n".join(["[product.rules]", *lines]) + "\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path
