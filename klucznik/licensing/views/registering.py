"""Registering a license in the portal, its license file, and its activation code."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from klucznik.catalog.rules import Way
from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission
from klucznik.core.http import page
from klucznik.licensing.actions.files import fetch_registration_file
from klucznik.licensing.actions.registering import (
    change_activation_code,
    register_license,
    send_activation_code,
)
from klucznik.licensing.files_of_licenses import file_name
from klucznik.licensing.forms import ConfirmForm, RegistrationForm
from klucznik.licensing.models import License
from klucznik.licensing.terms import Statement, text_of
from klucznik.licensing.trying import count_code_mail, count_file


@requires(Permission.LICENSES_REGISTER)
def file(request: CompanyRequest, company: Company, license: str) -> HttpResponse:
    """Register with a license file, or fetch the file of a registered license."""
    return file_page(request, license_of(company, license), RegistrationForm())


@requires(Permission.LICENSES_REGISTER)
def register(request: CompanyRequest, company: Company, license: str) -> HttpResponse:
    """Read the statements and register; the file is there at once, or when the vendor has accepted."""
    found = license_of(company, license)
    form = RegistrationForm(request.POST if request.method == "POST" else None)
    if done := form.perform(register_license, request.user, found, way=Way.FILE, program="portal"):
        waits = done.license.status == License.Status.AWAITING
        sent = _("The registration was sent. You get a message when the vendor has looked at it.")
        messages.success(request, sent if waits else _("The license is registered."))
        return redirect("licensing:file", company.public_id, found.public_id)
    return file_page(request, found, form)


@require_POST
@requires(Permission.LICENSES_REGISTER)
def download(request: CompanyRequest, company: Company, license: str) -> HttpResponse:
    """The license file; that somebody fetched it stands in the history."""
    found, form = license_of(company, license), ConfirmForm(request.POST)
    counted = lambda: count_file(request.user)  # noqa: E731
    text = form.perform(fetch_registration_file, request.user, found, first=counted)
    if text is None:
        refuse(request, form)
        return redirect("licensing:file", company.public_id, found.public_id)
    response = HttpResponse(text, content_type="text/plain; charset=us-ascii")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(found)}"'
    return response


@require_POST
@requires(Permission.LICENSES_REGISTER)
def send_code(request: CompanyRequest, company: Company, license: str) -> HttpResponse:
    """Send the activation code again."""
    found, form = license_of(company, license), ConfirmForm(request.POST)
    counted = lambda: count_code_mail(found)  # noqa: E731
    if form.perform(send_activation_code, request.user, found, first=counted):
        messages.success(request, _("The code was sent to the administrators of the company."))
    refuse(request, form)
    return redirect(found)


@requires(Permission.LICENSES_REGISTER)
def change_code(request: CompanyRequest, company: Company, license: str) -> HttpResponse:
    """Another activation code, after a page that says what it means."""
    found = license_of(company, license)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    counted = lambda: count_code_mail(found)  # noqa: E731
    if form.perform(change_activation_code, request.user, found, first=counted):
        messages.success(request, _("A new code was sent to the administrators of the company."))
        return redirect(found)
    return page(request, "licensing/change_code.html", form=form, license=found, tab="overview")


def file_page(request: CompanyRequest, license: License, form: RegistrationForm) -> HttpResponse:
    context: dict[str, Any] = {
        "license": license,
        "tab": "file",
        "form": form,
        "license_terms": text_of(license.product, Statement.LICENSE_TERMS),
    }
    return page(request, "licensing/file.html", **context)


def license_of(company: Company, public_id: str) -> License:
    """A license of this company; 404 for any other."""
    found = get_object_or_404(License.objects.told(), company=company, public_id=public_id)
    found.company = company
    return found


def refuse(request: CompanyRequest, form: ConfirmForm) -> None:
    """Say why on the next page."""
    for refusal in form.non_field_errors():
        messages.error(request, str(refusal))
