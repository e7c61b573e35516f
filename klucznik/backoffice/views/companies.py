"""Customers as the staff see them: find one, read what is known about it; nothing here can be edited."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from klucznik.backoffice.doors import StaffRequest, looked_too_often, opens_company, staff
from klucznik.backoffice.forms.searching import CompanySearchForm
from klucznik.backoffice.permissions import StaffPermission
from klucznik.backoffice.queries.companies import (
    find_companies,
    history_of,
    licenses_of,
    overview_of,
    people_of,
)
from klucznik.backoffice.queries.mail import letters_of
from klucznik.companies.models import Company
from klucznik.core.http import page
from klucznik.core.paging import keyset


@staff(StaffPermission.COMPANIES_READ)
@require_GET
def companies(request: StaffRequest) -> HttpResponse:
    if answer := looked_too_often(request):
        return answer
    form = CompanySearchForm(request.GET)
    found = find_companies(form.text)
    rows = keyset(found, ("sort_name", "id"), request.GET.get("after"))
    return page(request, "backoffice/companies.html", search=form, page=rows)


@staff(StaffPermission.COMPANIES_READ)
@opens_company
@require_GET
def company(request: StaffRequest, company: Company) -> HttpResponse:
    return page(
        request, "backoffice/company.html", shown=company, tab="company", **overview_of(company)
    )


@staff(StaffPermission.COMPANIES_READ)
@opens_company
@require_GET
def company_people(request: StaffRequest, company: Company) -> HttpResponse:
    rows = keyset(people_of(company), ("id",), request.GET.get("after"))
    return page(request, "backoffice/company_people.html", shown=company, tab="people", page=rows)


@staff(StaffPermission.COMPANIES_READ)
@opens_company
@require_GET
def company_licenses(request: StaffRequest, company: Company) -> HttpResponse:
    rows = keyset(licenses_of(company), ("id",), request.GET.get("after"))
    return page(
        request, "backoffice/company_licenses.html", shown=company, tab="licenses", page=rows
    )


@staff(StaffPermission.COMPANIES_READ)
@opens_company
@require_GET
def company_history(request: StaffRequest, company: Company) -> HttpResponse:
    rows = keyset(history_of(company), ("-id",), request.GET.get("after"))
    return page(request, "backoffice/company_history.html", shown=company, tab="history", page=rows)


@staff(StaffPermission.MAIL_READ)
@opens_company
@require_GET
def company_mail(request: StaffRequest, company: Company) -> HttpResponse:
    rows = keyset(letters_of(company), ("-id",), request.GET.get("after"))
    return page(request, "backoffice/company_mail.html", shown=company, tab="mail", page=rows)
