"""A pretend signature under a letter: by case, or under a file that the visitor brings."""

from __future__ import annotations

from django.conf import settings

from klucznik.declarations.documents import declaration_pdf
from klucznik.declarations.files import AcceptedFile
from klucznik.declarations.models import Declaration
from klucznik.declarations.papers import content_of, file_data
from klucznik.declarations.saying import last_signed, names_of
from klucznik.declarations.states import EDITABLE
from klucznik.demo import authority, pen
from klucznik.demo.errors import CannotSign

MOST = 12


def letters() -> list[tuple[Declaration, list[str]]]:
    """The letters that can be signed now, the newest first, with those who sign them."""
    open_ones = Declaration.objects.filter(state__in=EDITABLE).exclude(content={})
    found = open_ones.select_related("company", "claimant").order_by("-id")[:MOST]
    return [(case, names_of(case)) for case in found]


def sign_letter(case: Declaration, *, name: str) -> bytes:
    """The letter of a case, with the signatures that it has so far and one more."""
    so_far = last_signed(case)
    is_pdf = so_far is not None and so_far.media_type == "application/pdf"
    return signed(
        file_data(so_far) if so_far and is_pdf else declaration_pdf(content_of(case)), name
    )


def sign_file(*, file: AcceptedFile, name: str) -> bytes:
    """The file with one more signature."""
    return signed(file.data, name)


def signed(pdf: bytes, name: str) -> bytes:
    """One more signature in a field of its own, with a stamp that says that it is a pretence."""
    person = authority.pretend_person(settings.DATA_DIR, name)
    field = f"Podpis{pdf.count(b'/ByteRange') + 1}"
    try:
        return pen.sign(pdf, person, field=field, reason="Pokaz: podpis na niby")
    except Exception as problem:
        raise CannotSign from problem
