"""Whose portal this is: name, addresses, terms and look, all from one folder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language
from markdown_it import MarkdownIt

NEUTRAL = Path(__file__).parent / "brand"
KINDS_OF_TERMS = ("terms", "privacy", "authority")


class WrongVendorFile(Exception):
    """vendor.toml cannot be used; the text says which line to change."""


@dataclass(frozen=True)
class Document:
    """A text that people accept, in one language: its kind, version (a date) and Markdown."""

    kind: str
    version: str
    language: str
    text: str

    @property
    def html(self) -> str:
        """The text as HTML; raw HTML in it stays text, links to scripts are dropped (commonmark without `html`)."""
        return MarkdownIt("commonmark", {"html": False}).render(self.text)

    @property
    def since(self) -> date:
        return date.fromisoformat(self.version)


@dataclass(frozen=True)
class Vendor:
    """The vendor as people meet it."""

    name: str
    product_name: str
    address: str
    support_email: str
    support_phone: str
    support_url: str
    mail_from: str
    mail_prefix: str
    postal_address: str
    program_registration_url: str
    license_help: dict[str, str]
    folder: Path
    has_logo: bool
    has_theme: bool

    def document(self, kind: str, language: str | None = None) -> Document:
        """The newest version of a text in the reader's language (Polish where a translation is missing)."""
        return _document(self.folder, kind, (language or get_language() or "pl")[:2])


def vendor() -> Vendor:
    """The vendor named by KLUCZNIK_VENDOR, or the neutral one."""
    return _load(Path(settings.VENDOR_DIR) if settings.VENDOR_DIR else NEUTRAL)


@cache
def _load(folder: Path) -> Vendor:
    path = folder / "vendor.toml"
    try:
        facts = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise WrongVendorFile(f"KLUCZNIK_VENDOR: there is no {path.name} in {folder}.") from error
    except tomllib.TOMLDecodeError as error:
        raise WrongVendorFile(f"{path}: {error}") from error
    missing = [
        name
        for name in ("name", "product_name", "address", "support_email", "mail_from")
        if not facts.get(name)
    ]
    if missing:
        raise WrongVendorFile(f"{path}: missing {', '.join(missing)}.")
    return Vendor(
        name=facts["name"],
        product_name=facts["product_name"],
        address=facts["address"],
        support_email=facts["support_email"],
        support_phone=facts.get("support_phone", ""),
        support_url=facts.get("support_url", ""),
        mail_from=facts["mail_from"],
        mail_prefix=facts.get("mail_prefix", facts["name"]),
        postal_address=facts.get("postal_address", facts["address"]),
        program_registration_url=facts.get("program_registration_url", ""),
        license_help=dict(facts.get("license_help", {})),
        folder=folder,
        has_logo=(folder / "logo.svg").exists(),
        has_theme=(folder / "theme.css").exists(),
    )


@cache
def _document(folder: Path, kind: str, language: str) -> Document:
    """Files are named `<kind>.<version>.<language>.md`, the version being a date."""
    for wanted in dict.fromkeys((language, "pl", "en")):
        found = sorted((folder / "documents").glob(f"{kind}.*.{wanted}.md"))
        if found:
            newest = found[-1]
            return Document(
                kind, newest.name.split(".")[1], wanted, newest.read_text(encoding="utf-8")
            )
    raise WrongVendorFile(f"{folder}: there is no documents/{kind}.<date>.pl.md.")
