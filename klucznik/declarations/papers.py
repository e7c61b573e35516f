"""What a case holds: the letter's content, and the files that stand against it now."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from klucznik.core import vault
from klucznik.declarations import raster, storage
from klucznik.declarations.documents import DeclarationContent, Signatory, detail_rows
from klucznik.declarations.errors import EvidenceMissing, EvidenceSealed
from klucznik.declarations.models import Declaration, EvidenceFile

LATER = ("kind", "details")


def stored(content: DeclarationContent) -> dict[str, Any]:
    """A letter's content as it lies in the database."""
    kept = asdict(content) | {"prepared_on": content.prepared_on.isoformat()}
    # Letters about global administrator rights are stored as they were before there were other kinds.
    return kept if content.kind else {key: kept[key] for key in kept if key not in LATER}


def content_of(declaration: Declaration) -> DeclarationContent:
    """The letter of a case, exactly as it was prepared."""
    kept = dict(declaration.content)
    signatories = tuple(Signatory(**one) for one in kept.pop("signatories"))
    prepared_on = date.fromisoformat(kept.pop("prepared_on"))
    details = tuple((key, value) for key, value in kept.pop("details", ()))
    return DeclarationContent(
        **kept, signatories=signatories, prepared_on=prepared_on, details=details
    )


def details_of(declaration: Declaration, *, language: str) -> list[tuple[str, str]]:
    """What a letter says beside company and person, with the names of the document, in the reader's language."""
    details = tuple(declaration.content.get("details", ()))
    return detail_rows(details, kind=declaration.kind, language=language) if details else []


def case_url(declaration: Declaration) -> str:
    """The address of the case that stands on the document as a QR code."""
    return settings.PUBLIC_URL + reverse("declarations:case", args=[declaration.public_id])


def current_files(declaration: Declaration) -> QuerySet[EvidenceFile]:
    """Files that the claimant sent and did not remove."""
    sent = EvidenceFile.objects.filter(declaration=declaration, removed_at=None, contest=None)
    return sent.order_by("id")


def files_hash(declaration: Declaration) -> str:
    """One hash of all current files: what a decision is about."""
    sums = sorted(current_files(declaration).values_list("sha256", flat=True))
    return hashlib.sha256("\n".join(sums).encode()).hexdigest()


def case_key(declaration: Declaration) -> bytes:
    """The key of this case's files; gone when they were erased."""
    if declaration.wrapped_key is None:
        raise EvidenceMissing
    try:
        return vault.unwrap(declaration.wrapped_key, context=declaration.public_id)
    except vault.VaultBroken as broken:
        raise EvidenceSealed from broken


def file_data(file: EvidenceFile) -> bytes:
    """A file as it was sent (pictures as we made them anew)."""
    if file.erased_at:
        raise EvidenceMissing
    try:
        return storage.read(file.ref, case_key=case_key(file.declaration))
    except vault.VaultBroken as broken:
        raise EvidenceSealed from broken


def file_pages(file: EvidenceFile) -> list[bytes]:
    """The pages of a file as pictures, for reviewers."""
    return raster.render_pages(file_data(file), media_type=file.media_type)
