"""Inviting several people: a pasted list or a file, a look at every line, then one button."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext, pgettext

from klucznik.catalog.models import Product
from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company, Role
from klucznik.companies.permissions import Permission, manageable_roles
from klucznik.core import clock
from klucznik.core.http import page
from klucznik.members import reading
from klucznik.members.actions.several import invite_several
from klucznik.members.checking import Checked, check
from klucznik.members.entitlements import openable_products
from klucznik.members.errors.invitations import NobodyListed
from klucznik.members.forms.choices import ConfirmForm
from klucznik.members.forms.invitations import ListFileForm, SeveralForm
from klucznik.members.reading import Line
from klucznik.members.views.invitations import to_list


@requires(Permission.MEMBERS_MANAGE)
def invite_list(request: CompanyRequest, company: Company) -> HttpResponse:
    """A list of addresses with one offer for all; sending it shows every line first."""
    form = several_form(request)
    if lines := form.perform(lines_of):
        return preview(request, check(request.membership, lines))
    return several_page(request, form, ListFileForm())


@requires(Permission.MEMBERS_MANAGE)
def invite_file(request: CompanyRequest, company: Company) -> HttpResponse:
    """A list from a spreadsheet; sending it shows every line first."""
    is_sent = request.method == "POST"
    form = ListFileForm(request.POST, request.FILES) if is_sent else ListFileForm()
    if lines := form.perform(lines_of_file):
        return preview(request, check(request.membership, lines))
    return several_page(request, SeveralForm(**offering(request)), form)


@requires(Permission.MEMBERS_MANAGE)
def check_list(request: CompanyRequest, company: Company) -> HttpResponse:
    """Look at the corrected lines again; nothing is sent."""
    if request.method != "POST":
        return redirect("members:invite_list", company.public_id)
    form = ConfirmForm(request.POST)
    lines = form.perform(lines_kept, request.POST.getlist("line"), request.POST.get("good", ""))
    if lines is None:
        return several_page(request, SeveralForm(**offering(request)), ListFileForm(), refused=form)
    return preview(request, check(request.membership, lines))


@requires(Permission.MEMBERS_MANAGE)
def send_list(request: CompanyRequest, company: Company) -> HttpResponse:
    """Send the good lines; those that could not be sent stay to be corrected."""
    if request.method != "POST":
        return redirect("members:invite_list", company.public_id)
    form = ConfirmForm(request.POST)
    lines = form.perform(lines_kept, request.POST.getlist("line"), request.POST.get("good", ""))
    if lines is None:
        return several_page(request, SeveralForm(**offering(request)), ListFileForm(), refused=form)
    checked = check(request.membership, lines)
    count = invite_several(request.user, request.membership, checked)
    tell_sent(request, count)
    left = [one for one in checked if not one.is_good]
    return preview(request, left) if left else to_list(company)


@requires(Permission.MEMBERS_MANAGE)
def sample(request: CompanyRequest, company: Company) -> HttpResponse:
    """A file to begin with, in the columns that we read, with products of this company."""
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="zaproszenia.csv"'
    csv.writer(answer, delimiter=";").writerows(sample_rows(company))
    return answer


def sample_rows(company: Company) -> list[list[str]]:
    """The names of the columns and two people, one of them until the end of next year."""
    user = pgettext("column", "user")
    codes = ",".join(open.product.code for open in openable_products(company)[:2])
    day = date(clock.today().year + 1, 12, 31).isoformat()
    names = [
        pgettext("column", "role"),
        pgettext("column", "products"),
        pgettext("column", "until"),
    ]
    return [
        ["e-mail", *names],
        ["anna.nowak@firma.example", user, codes, ""],
        ["jan.kowalski@firma.example", user, "", day],
    ]


def offering(request: CompanyRequest) -> dict[str, Any]:
    """Whatever the viewer may give, but for the global role: it is offered to one person at a time."""
    roles = manageable_roles(request.membership)
    roles = [role for role in roles if role != Role.GLOBAL_ADMINISTRATOR]
    return {"company": request.company, "roles": roles}


def several_form(request: CompanyRequest) -> SeveralForm:
    return SeveralForm(request.POST if request.method == "POST" else None, **offering(request))


def lines_of(
    *,
    addresses: str,
    role: Role,
    products: Iterable[Product] = (),
    until: date | None = None,
) -> list[Line]:
    """Each pasted address with the one offer."""
    codes, day = ",".join(product.code for product in products), until.isoformat() if until else ""
    return somebody(
        [Line(one, str(role.label), codes, day) for one in reading.addresses(addresses)]
    )


def lines_of_file(*, file: bytes) -> list[Line]:
    return somebody(reading.sheet(file))


def lines_kept(corrected: list[str], good: str) -> list[Line]:
    """What came back from the preview: the good lines as they were, the others as they were corrected."""
    kept = [one for one in [*good.splitlines(), *corrected] if one.strip()]
    return somebody(reading.few([reading.line(one) for one in kept]))


def somebody(lines: list[Line]) -> list[Line]:
    if not lines:
        raise NobodyListed
    return lines


def preview(request: CompanyRequest, checked: list[Checked]) -> HttpResponse:
    """Every line with what is wrong with it; the good ones wait in the page itself."""
    good = [one for one in checked if one.is_good]
    context: dict[str, Any] = {
        "good": good,
        "bad": [one for one in checked if not one.is_good],
        "kept": "\n".join(one.line.text for one in good),
    }
    return page(request, "members/invite_preview.html", **context)


def several_page(
    request: CompanyRequest,
    form: SeveralForm,
    file_form: ListFileForm,
    *,
    refused: ConfirmForm | None = None,
) -> HttpResponse:
    """Both ways to give a list; what was refused keeps what was typed."""
    broken = file_form if file_form.is_bound else form
    return page(
        request,
        "members/invite_several.html",
        form=refused or broken,
        several_form=form,
        file_form=file_form,
        refused=refused,
    )


def tell_sent(request: CompanyRequest, count: int) -> None:
    """How many are on their way; nothing when there is none."""
    if count:
        words = ngettext(
            "%(count)s invitation was sent.", "%(count)s invitations were sent.", count
        )
        messages.success(request, words % {"count": count})
