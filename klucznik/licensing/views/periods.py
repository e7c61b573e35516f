"""The days of a license: periods, extensions, what is at rest; the certificate; and the calendar of all licenses."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission
from klucznik.core import clock
from klucznik.core.http import page
from klucznik.licensing import calendars
from klucznik.licensing.actions.periods import rest as put_to_rest
from klucznik.licensing.certificates import certificate_of, certificate_pdf
from klucznik.licensing.extending import days_of
from klucznik.licensing.forms import RestForm
from klucznik.licensing.models import License
from klucznik.licensing.views.registering import license_of


@requires(Permission.LICENSES_READ)
def periods(request: CompanyRequest, company: Company, license: str) -> HttpResponse:
    """Periods, extensions and what is at rest, with what each means for the days that come."""
    return periods_page(request, license_of(company, license))


@requires(Permission.LICENSES_MANAGE)
def rest(request: CompanyRequest, company: Company, license: str) -> HttpResponse:
    """Put a part of the size to rest, or wake it."""
    found = license_of(company, license)
    form = RestForm(request.POST if request.method == "POST" else None)
    if form.perform(put_to_rest, request.user, found):
        messages.success(
            request, _("Saved. It counts from now on; the price from the next period.")
        )
        return redirect("licensing:periods", company.public_id, found.public_id)
    return periods_page(request, found, form)


def periods_page(
    request: CompanyRequest, license: License, form: RestForm | None = None
) -> HttpResponse:
    """The page, with the form that was just refused, if any."""
    form = (
        form if form and form.is_bound else RestForm(initial={"amount": license.suspended_amount})
    )
    context: dict[str, Any] = days_of(license, clock.today())
    return page(
        request, "licensing/periods.html", license=license, tab="periods", form=form, **context
    )


@requires(Permission.PRODUCTS_READ)
def certificate(request: CompanyRequest, company: Company, license: str) -> HttpResponse:
    """A PDF of what is recorded today; with the whole number only for those who see it anyway."""
    paper = certificate_of(
        license_of(company, license),
        language=request.LANGUAGE_CODE,
        with_number=request.can.licenses_read,  # type: ignore[attr-defined]
    )
    response = HttpResponse(certificate_pdf(paper), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{paper.file_name}"'
    return response


@requires(Permission.PRODUCTS_READ)
def calendar(request: CompanyRequest, company: Company) -> HttpResponse:
    """The next twelve months: which licenses end in each."""
    ending = calendars.ending(company)
    return page(
        request,
        "licensing/calendar.html",
        months=calendars.months(ending),
        count=len(ending),
        width=calendars.MONTHS * calendars.WIDTH,
        most=calendars.MOST,
    )


@requires(Permission.PRODUCTS_READ)
def calendar_file(request: CompanyRequest, company: Company) -> HttpResponse:
    """The same days for the person's own calendar."""
    text = calendars.as_icalendar(calendars.ending(company), site=settings.PUBLIC_URL)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="licenses.ics"'
    return response
