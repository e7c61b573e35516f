"""Requests for access, seen by those who answer them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission
from klucznik.core.http import page
from klucznik.core.paging import keyset
from klucznik.members.actions.access_requests import (
    decline_access_request,
    grant_access_request,
    grant_with_role,
)
from klucznik.members.asking import answered_requests, may_answer, waiting_requests
from klucznik.members.explaining import explain
from klucznik.members.forms.access import DeclineForm
from klucznik.members.forms.choices import ConfirmForm
from klucznik.members.models import AccessRequest


@requires(Permission.ACCESS_MANAGE)
def requests(request: CompanyRequest, company: Company) -> HttpResponse:
    """Everybody who waits for an answer, and what was answered last."""
    others = waiting_requests(company).exclude(membership=request.membership)
    found = keyset(others, ("-id",), request.GET.get("after"))
    for asked in found.rows:
        asked.may_answer = may_answer(request.membership, asked)  # type: ignore[attr-defined]
    done = answered_requests(company)[:10] if found.first else []
    return page(request, "members/requests.html", waiting=found, done=done)


@requires(Permission.ACCESS_MANAGE)
def show_request(request: CompanyRequest, company: Company, asked: str) -> HttpResponse:
    """One request: who asks for what, and the two buttons."""
    return request_page(request, request_of(company, asked), DeclineForm())


@requires(Permission.ACCESS_MANAGE)
def grant(request: CompanyRequest, company: Company, asked: str) -> HttpResponse:
    """Give what was asked for."""
    found = request_of(company, asked)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.perform(grant_access_request, request.user, found):
        return granted(request, found)
    return refused(request, found, form)


@requires(Permission.MEMBERS_MANAGE)
def grant_role_too(request: CompanyRequest, company: Company, asked: str) -> HttpResponse:
    """Give an associated person the user role and what they asked for."""
    found = request_of(company, asked)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.perform(grant_with_role, request.user, found):
        return granted(request, found)
    return refused(request, found, form)


@requires(Permission.ACCESS_MANAGE)
def decline(request: CompanyRequest, company: Company, asked: str) -> HttpResponse:
    """Say no, with the reason if there is one."""
    found = request_of(company, asked)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if form.perform(decline_access_request, request.user, found):
        words = {"person": found.membership.user.display_name, "product": found.product.name}
        messages.success(
            request, _("You declined the request of %(person)s for %(product)s.") % words
        )
        return redirect("members:requests", company.public_id)
    return refused(request, found, form)


def granted(request: CompanyRequest, asked: AccessRequest) -> HttpResponse:
    words = {"person": asked.membership.user.display_name, "product": asked.product.name}
    messages.success(request, _("%(person)s can now open %(product)s.") % words)
    return redirect("members:requests", request.company.public_id)


def refused(
    request: CompanyRequest, asked: AccessRequest, form: ConfirmForm | DeclineForm
) -> HttpResponse:
    """Back to the request with the sentence of the refusal; a plain visit of the address only leads there."""
    if not form.is_bound:
        return redirect("members:request", request.company.public_id, asked.public_id)
    return request_page(request, request_of(request.company, asked.public_id), form)


def request_page(
    request: CompanyRequest, asked: AccessRequest, form: ConfirmForm | DeclineForm
) -> HttpResponse:
    """The request with the form that was just refused, if any."""
    context: dict[str, Any] = {
        "asked": asked,
        "form": form,
        "decline_form": form if isinstance(form, DeclineForm) else DeclineForm(),
        "answer": explain(asked.membership, asked.product),
        "may_answer": may_answer(request.membership, asked),
    }
    return page(request, "members/request.html", **context)


def request_of(company: Company, asked: str) -> AccessRequest:
    """A request of this company, or 404."""
    rows = AccessRequest.objects.select_related("membership__user", "product", "decided_by")
    found = get_object_or_404(rows, membership__company=company, public_id=asked)
    found.membership.company = company
    return found
