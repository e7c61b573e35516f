"""The import of what the ERP knows: check a file, then store it."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from klucznik.backoffice.actions.importing import import_upload
from klucznik.backoffice.doors import StaffRequest, must_confirm_again, staff
from klucznik.backoffice.forms.acts import ImportForm
from klucznik.backoffice.permissions import StaffPermission
from klucznik.core.http import page


@staff(StaffPermission.DATA_IMPORT)
@require_http_methods(["GET", "POST"])
def import_data(request: StaffRequest) -> HttpResponse:
    if answer := must_confirm_again(request):
        return answer
    form = ImportForm(request.POST or None, request.FILES or None)
    result = form.perform(import_upload, request.user)
    return page(request, "backoffice/import.html", form=form, result=result)
