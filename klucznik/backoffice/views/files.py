"""The files of a case: pages as pictures, and the original as a download that no browser opens."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from klucznik.backoffice.doors import StaffRequest, must_confirm_again, opens_case, staff
from klucznik.backoffice.forms.desk import RemoveFileForm
from klucznik.backoffice.permissions import StaffPermission
from klucznik.backoffice.queries.pictures import picture
from klucznik.core.errors import DomainError
from klucznik.core.http import page
from klucznik.declarations.actions.evidence import remove_identity_document
from klucznik.declarations.models import Declaration, EvidenceFile
from klucznik.declarations.papers import file_data
from klucznik.declarations.raster import type_of

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
    return HttpResponse(drawn, content_type=type_of(drawn), headers=HARMLESS)


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


@staff(StaffPermission.CASES_DECIDE)
@opens_case
@require_http_methods(["GET", "POST"])
def remove_file(request: StaffRequest, case: Declaration, file: str) -> HttpResponse:
    found = _find(case, file)
    if answer := must_confirm_again(request):
        return answer
    form = RemoveFileForm(request.POST or None)
    if form.perform(remove_identity_document, request.user, case, found):
        messages.success(request, _("The file is erased; the person is told. Your note stays."))
        return redirect("backoffice:case", case.public_id)
    return page(request, "backoffice/remove_file.html", form=form, case=case, file=found)


def _find(case: Declaration, public_id: str) -> EvidenceFile:
    """A file of the claimant or of an objection, as long as it is there."""
    files = case.files.filter(removed_at=None, erased_at=None).select_related("declaration")
    return get_object_or_404(files, public_id=public_id)
