"""Pages of evidence as pictures, kept for a moment so that a file is not drawn again for each of its pages."""

from __future__ import annotations

from functools import lru_cache

from klucznik.declarations.models import EvidenceFile
from klucznik.declarations.papers import file_pages


def picture(file: EvidenceFile, number: int) -> bytes | None:
    """The page with this number (from 1); None when the file has no such page.

    The caller has just read the row, so that a file erased or removed a moment ago is never shown.
    """
    pages = _drawn(file.pk, file.ref)
    return pages[number - 1] if 0 < number <= len(pages) else None


@lru_cache(maxsize=4)
def _drawn(pk: int, ref: str) -> tuple[bytes, ...]:
    """The last few files, in this process only: nothing unsealed is ever written down."""
    return tuple(file_pages(EvidenceFile.objects.select_related("declaration").get(pk=pk, ref=ref)))
