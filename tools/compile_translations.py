"""Compile every locale/*/LC_MESSAGES/django.po whose .mo is missing or older; needs Babel, not GNU gettext."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from klucznik.core.typesetting import bound

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_catalog(source: Path, target: Path) -> None:
    with source.open("rb") as lines:
        catalog = read_po(lines, locale=source.parent.parent.name)
    if catalog.locale and catalog.locale.language == "pl":
        typeset(catalog)
    unfinished = target.with_suffix(".mo.new")
    with unfinished.open("wb") as output:
        write_mo(output, catalog)
    unfinished.replace(target)


def typeset(catalog: Catalog) -> None:
    """Put the non-breaking spaces that Polish needs into every translated text."""
    for message in catalog:
        if message.id and isinstance(message.string, str):
            message.string = bound(message.string)
        elif message.id and message.string:
            message.string = tuple(bound(form) for form in message.string)


def main() -> None:
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            compile_catalog(source, target)


if __name__ == "__main__":
    main()
