"""Whose portal this is: name, addresses, terms and look, all from one folder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

from klucznik.core import clock, documents
from klucznik.core.documents import Document

__all__ = ["Document", "Vendor", "WrongVendorFile", "vendor"]

NEUTRAL = Path(__file__).parent / "brand"


class WrongVendorFile(Exception):
    """vendor.toml cannot be used; the text says which line to change."""


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

    def document(
        self, kind: str, language: str | None = None, *, version: str | None = None
    ) -> Document:
        """A text in the reader's language (Polish where one is missing): in force now, or the named version."""
        version = version or self.version_in_force(kind)
        spoken = (language or get_language() or "pl")[:2]
        found = documents.read(self.folder, kind, version, spoken) if version else None
        if found is None:
            raise WrongVendorFile(f"{self.folder}: there is no documents/{kind}.<date>.pl.md.")
        return found

    def version_in_force(self, kind: str) -> str:
        """Which version holds today."""
        return documents.version_in_force(self.folder, kind, clock.today()) or ""

    def coming_versions(self, kind: str) -> list[str]:
        """Versions whose day has not come yet."""
        return documents.coming_versions(self.folder, kind, clock.today())

    def versions(self, kind: str) -> tuple[str, ...]:
        """All of them, the oldest first."""
        return documents.versions(self.folder, kind)

    def changes(self, kind: str, version: str) -> Document | None:
        """The vendor's own words about what changed in a version."""
        spoken = (get_language() or "pl")[:2]
        return documents.read_changes(self.folder, kind, version, spoken)


def vendor() -> Vendor:
    """The vendor named by KLUCZNIK_VENDOR, or the neutral one."""
    return _load(vendor_folder())


def vendor_folder() -> Path:
    """Where the vendor's name, texts and look lie."""
    return Path(settings.VENDOR_DIR) if settings.VENDOR_DIR else NEUTRAL


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
