"""The signed receipt of a case for the vendor's own files."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from klucznik.backoffice.doors import StaffRequest, opens_case, staff
from klucznik.backoffice.permissions import StaffPermission
from klucznik.declarations.models import Declaration
from klucznik.declarations.receipts_of_cases import case_receipt, has_receipt
from klucznik.declarations.views.receipts import receipt_file


@staff(StaffPermission.CASES_READ)
@opens_case
@require_POST
def receipt(request: StaffRequest, case: Declaration, form: str) -> HttpResponse:
    if not has_receipt(case):
        raise Http404
    return receipt_file(case, case_receipt(case), form)
