"""What the operator trusts, and what a signature counts as by it; loaded by pdf_worker.py, inside the sandbox."""

# It imports nothing of ours.
from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import pem, x509
from pyhanko.sign.validation.qualified.assess import QualificationAssessor
from pyhanko.sign.validation.qualified.tsp import TSPRegistry
from pyhanko_certvalidator import ValidationContext

CERTIFICATES = {".pem", ".crt", ".cer", ".der"}
QUALIFIED, PROFILE, PERSONAL, ANY = "qualified", "trusted_profile", "personal", "advanced"
FOLDERS = {QUALIFIED, PROFILE, PERSONAL}
OF_PROFILE = re.compile(r"podpis\w*\s+zaufan", re.I)  # the ministry's seal names what it is for


class Trust:
    """The certificates that the operator trusts, and for what."""

    def __init__(self, folder: str, trusted_list: str, list_signers: str) -> None:
        self.levels: dict[bytes, str] = {}
        self.roots: list[x509.Certificate] = []
        self.registry = TSPRegistry()
        self.complaints: list[str] = []
        base = Path(folder) if folder else None
        for path in sorted(base.rglob("*")) if base else ():
            for certificate in self.read(path):
                first = path.relative_to(folder).parts[0]
                self.levels[certificate.sha256] = first if first in FOLDERS else ANY
                self.roots.append(certificate)
        if trusted_list:
            self.read_list(trusted_list, list_signers)

    def read(self, path: Path) -> list[x509.Certificate]:
        if path.suffix.lower() not in CERTIFICATES:
            return []
        try:
            data = path.read_bytes()
            armored = pem.unarmor(data, multiple=True) if pem.detect(data) else [("", {}, data)]
            return [x509.Certificate.load(der, strict=True) for _, _, der in armored]
        except (OSError, ValueError):
            self.complaints.append(f"certificate {path.name}")
            return []

    def read_list(self, trusted_list: str, list_signers: str) -> None:
        """The services of an EU trusted list; one whose signature does not hold is left aside as a whole."""
        # Imported here: reading lists takes a third of a second to load, and many sites have none.
        from pyhanko.sign.validation.qualified import eutl_parse  # noqa: PLC0415

        try:
            text = Path(trusted_list).read_text("utf-8")
            if list_signers:
                place = Path(list_signers)
                paths = sorted(place.iterdir()) if place.is_dir() else [place]
                signers = [one for path in paths for one in self.read(path)]
                self.registry, _ = eutl_parse.trust_list_to_registry(text, signers)
            else:
                self.registry, _ = eutl_parse.trust_list_to_registry_unsafe(text)
        except Exception:  # noqa: BLE001 (a list that cannot be read lends no trust)
            self.registry = TSPRegistry()
            self.complaints.append("trusted list")
            return
        known: set[Any] = {*self.registry.known_certificate_authorities}
        known |= {*self.registry.known_timestamp_authorities}
        self.roots += [one.certificate for one in known]

    def context(self, more: dict[str, Any], **how: Any) -> ValidationContext:
        return ValidationContext(
            trust_roots=self.roots, allow_fetching=False, retroactive_revinfo=True, **more, **how
        )


def level_of(certificate: x509.Certificate, path: Any, trust: Trust, moment: datetime) -> str:
    """What kind of signature this is, from the list, from the folder of the anchor, and from the certificate."""
    authority: Any = path.trust_anchor.authority
    anchor = authority.certificate
    folder = trust.levels.get(anchor.sha256, "")
    names_profile = OF_PROFILE.search(plain(certificate.subject.native.get("common_name", "")))
    is_seal, is_qualified = of_statements(certificate)
    listed = QualificationAssessor(trust.registry).check_entity_cert_qualified(path, moment).status
    if folder not in FOLDERS and listed.qualified:
        is_seal = listed.qc_type.name == "QC_ESEAL"
        is_qualified = is_seal or (
            listed.qc_type.name == "QC_ESIGN" and listed.qc_key_security.is_qscd
        )
        folder = QUALIFIED
    if folder == QUALIFIED and is_qualified:
        if is_seal:
            return PROFILE if names_profile else "seal"
        return QUALIFIED
    if folder == PROFILE and not names_profile:
        return ANY
    return folder if folder in {PROFILE, PERSONAL} else ANY


def of_statements(certificate: x509.Certificate) -> tuple[bool, bool]:
    """Whether the certificate says that it is for a seal, and that it is qualified (a person's: in a device)."""
    said = QualificationAssessor._process_qc_statements(certificate)
    is_seal = said.qc_type.name == "QC_ESEAL"
    is_person = said.qc_type.name == "QC_ESIGN" and said.qc_key_security.is_qscd
    return is_seal, said.qualified and (is_seal or is_person)


def plain(value: Any) -> str:
    return str(value[0] if isinstance(value, list) and value else value or "")[:200]
