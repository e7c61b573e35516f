"""Licenses as the staff see them: found by the whole number, read, issued."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from klucznik.backoffice.doors import (
    StaffRequest,
    looked_too_often,
    must_confirm_again,
    opens_company,
    opens_license,
    own_company,
    staff,
)
from klucznik.backoffice.forms.licenses import IssueForm, NumberForm
from klucznik.backoffice.impartiality import is_insider
from klucznik.backoffice.permissions import StaffPermission
from klucznik.backoffice.queries.licenses import facts_of, license_with_number
from klucznik.companies.models import Company
from klucznik.core.http import page
from klucznik.licensing.actions.issuing import issue_license
from klucznik.licensing.models import License


@staff(StaffPermission.COMPANIES_READ)
@require_http_methods(["GET", "POST"])
def licenses(request: StaffRequest) -> HttpResponse:
    """Find one by its number; the answer is the license's own page."""
    form = NumberForm(request.POST if request.method == "POST" else None)
    if form.is_bound and (answer := looked_too_often(request)):
        return answer
    if found := form.perform(license_with_number):
        return redirect("backoffice:license", found.public_id)
    if form.is_bound and form.is_valid():
        form.add_error("number", _("There is no license with this number. Check each character."))
    return page(request, "backoffice/licenses.html", form=form)


@staff(StaffPermission.COMPANIES_READ)
@opens_license
@require_GET
def license(request: StaffRequest, license: License) -> HttpResponse:
    facts = facts_of(license, request.user)
    return page(request, "backoffice/license.html", license=license, **facts)


@staff(StaffPermission.LICENSES_ISSUE)
@opens_company
@require_http_methods(["GET", "POST"])
def issue(request: StaffRequest, company: Company) -> HttpResponse:
    if answer := must_confirm_again(request):
        return answer
    if request.method == "POST" and is_insider(request.user, company):
        return own_company(request)
    form = IssueForm(request.POST if request.method == "POST" else None)
    act = partial(issue_license, by_staff=True)
    if made := form.perform(act, request.user, company):
        messages.success(request, _("The license was issued; the company is told."))
        return redirect("backoffice:license", made.public_id)
    return page(request, "backoffice/issue_license.html", shown=company, tab="licenses", form=form)
