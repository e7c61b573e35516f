"""The files of a case: pages as pictures, and the original as a download that no browser opens."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from klucznik.backoffice.doors import StaffRequest, opens_case, staff
from klucznik.backoffice.permissions import StaffPermission
from klucznik.backoffice.queries.pictures import picture
from klucznik.core.errors import DomainError
from klucznik.declarations.models import Declaration, EvidenceFile
from klucznik.declarations.papers import current_files, file_data

HARMLESS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


@staff(StaffPermission.FILES_READ)
@opens_case
@require_GET
def file_page(request: StaffRequest, case: Declaration, file: str, number: str) -> HttpResponse:
    try:
        drawn = picture(_find(case, file), int(number) if number.isdecimal() else 0)
    except DomainError as gone:
        raise Http404 from gone
    if drawn is None:
        raise Http404
    return HttpResponse(drawn, content_type="image/png", headers=HARMLESS)


@staff(StaffPermission.FILES_READ)
@opens_case
@require_GET
def file_original(request: StaffRequest, case: Declaration, file: str) -> HttpResponse:
    found = _find(case, file)
    try:
        data = file_data(found)
    except DomainError as gone:
        raise Http404 from gone
    response = HttpResponse(data, content_type="application/octet-stream", headers=HARMLESS)
    response.headers["Content-Disposition"] = content_disposition_header(True, found.name) or ""
    return response


def _find(case: Declaration, public_id: str) -> EvidenceFile:
    files = current_files(case).filter(erased_at=None).select_related("declaration")
    return get_object_or_404(files, public_id=public_id)
