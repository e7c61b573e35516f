"""Registering clients from a file: choose it, look at every line, register those that are good, correct the rest."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from klucznik.catalog.models import Product
from klucznik.companies.doors import CompanyRequest
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission
from klucznik.core.errors import DomainError
from klucznik.core.http import page
from klucznik.core.spreadsheets import lines as table_lines
from klucznik.offices.actions.clients_files import register_from_file
from klucznik.offices.clients_file import Checked, check
from klucznik.offices.doors import office_requires
from klucznik.offices.forms.clients import ClientsFileForm, LinesForm, lines_kept, lines_of_file
from klucznik.offices.limits import clients_of, sharing_programs


@office_requires(Permission.CLIENTS_MANAGE)
def choose(request: CompanyRequest, company: Company) -> HttpResponse:
    """A file from a spreadsheet; sending it shows every line first."""
    programs = sharing_programs(company)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ClientsFileForm(*sent, programs=programs)
    if read := form.perform(lines_of_file):
        program, lines = read
        return preview(request, program, check(company, program, lines))
    return page(request, "offices/file.html", form=form, programs=programs)


@office_requires(Permission.CLIENTS_MANAGE)
def check_again(request: CompanyRequest, company: Company) -> HttpResponse:
    """Look at the corrected lines again; nothing is registered."""
    form = LinesForm(request.POST or None, programs=sharing_programs(company))
    if read := form.perform(lines_kept):
        program, lines = read
        return preview(request, program, check(company, program, lines))
    return back_to_choice(request, company, form)


@office_requires(Permission.CLIENTS_MANAGE)
def register(request: CompanyRequest, company: Company) -> HttpResponse:
    """Register the good lines; those that could not be registered stay to be corrected."""
    form = LinesForm(request.POST or None, programs=sharing_programs(company))
    if (read := form.perform(lines_kept)) is None:
        return back_to_choice(request, company, form)
    program, lines = read
    try:
        checked = register_from_file(request.user, company, program=program, lines=lines)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("offices:clients", company.public_id)
    return report(request, program, checked)


@office_requires(Permission.CLIENTS_MANAGE)
def sample(request: CompanyRequest, company: Company) -> HttpResponse:
    """A file to begin with, in the columns that we read."""
    head = [_("NIP or VATIN"), pgettext("column", "name")]
    rows = [["525-224-84-81", "Kwiaciarnia Mak"], ["DE136695976", "Blumen GmbH"]]
    name = f'attachment; filename="{_("clients")}.csv"'
    return HttpResponse(
        "".join(table_lines(head, rows)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": name},
    )


def preview(request: CompanyRequest, program: Product, checked: Sequence[Checked]) -> HttpResponse:
    """Every line with what is wrong with it; the good ones wait in the page itself."""
    good = [one for one in checked if one.is_good]
    bad = [one for one in checked if not one.is_good]
    return page(
        request,
        "offices/file_preview.html",
        program=program,
        good=good,
        bad=bad,
        kept=as_text(good),
        wrong=as_text(bad),
        counter=clients_of(request.company, program),
    )


def report(request: CompanyRequest, program: Product, checked: Sequence[Checked]) -> HttpResponse:
    """How many are registered; with lines left over, what is wrong with each."""
    left = [one for one in checked if not one.is_good]
    count = len(checked) - len(left)
    words = ngettext("%(count)s client is registered.", "%(count)s clients are registered.", count)
    if count:
        messages.success(request, words % {"count": count})
    if not left:
        return redirect("offices:clients", request.company.public_id)
    return preview(request, program, left)


def back_to_choice(request: CompanyRequest, company: Company, form: LinesForm) -> HttpResponse:
    """What was refused is said there; an address that only takes what was sent leads there, too."""
    for problem in (one for problems in form.errors.values() for one in problems):
        messages.error(request, str(problem))
    return redirect("offices:file", company.public_id)


def as_text(checked: Sequence[Checked]) -> str:
    return "\n".join(one.line.text for one in checked)
