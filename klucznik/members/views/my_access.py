"""A person's own access: what they can open and why, what is missing, and asking for it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from klucznik.accounts.doors import anyone_signed_in
from klucznik.catalog.models import Product
from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company, Membership
from klucznik.companies.permissions import Permission
from klucznik.core.http import PortalRequest, page
from klucznik.limits.counting import consume
from klucznik.members.actions.access_requests import ask_for_access, withdraw_access_request
from klucznik.members.asking import (
    helpers,
    open_requests_of,
    paused_until,
    refusal_of,
    waiting_of,
    why_no_asking,
)
from klucznik.members.explaining import explain, explain_all, explain_everywhere
from klucznik.members.forms.access import AskForm
from klucznik.members.forms.choices import ConfirmForm
from klucznik.members.permissions import may_open_for


@requires(Permission.PRODUCTS_READ)
def my_access(request: CompanyRequest, company: Company) -> HttpResponse:
    """Every product of the company: whether the viewer opens it, and why or why not."""
    by_name_first = lambda answer: not answer.product.needs_access  # noqa: E731
    answers = sorted(explain_all(request.membership), key=by_name_first)
    waiting = open_requests_of(request.membership)
    return page(request, "members/my_access.html", answers=answers, waiting=waiting)


@requires(Permission.PRODUCTS_READ)
def no_access(request: CompanyRequest, company: Company, product: str) -> HttpResponse:
    """Why the viewer cannot open a product, who can help, and the request to them."""
    found = product_of(product)
    form = AskForm(request.POST if request.method == "POST" else None)
    counted = lambda: consume(access__request__account=request.user.pk)  # noqa: E731
    if form.perform(ask_for_access, request.user, company, product=found, first=counted):
        messages.success(request, _("Your request was sent. You get the answer by e-mail."))
        return redirect("members:no_access", company.public_id, product)
    return no_access_page(request, found, form)


@requires(Permission.ACCESS_REQUEST)
def withdraw_asked(request: CompanyRequest, company: Company, product: str) -> HttpResponse:
    """The viewer needs no answer any more."""
    asked = waiting_of(explain(request.membership, product_of(product)))
    form = ConfirmForm(request.POST if asked and request.method == "POST" else None)
    if form.perform(withdraw_access_request, request.user, asked):
        messages.success(request, _("You withdrew your request."))
    for refusal in form.non_field_errors():
        messages.error(request, str(refusal))
    return redirect("members:no_access", company.public_id, product)


@anyone_signed_in
def any_company(request: PortalRequest, product: str) -> HttpResponse:
    """For a program that does not know the company: to the one in which the viewer has the product."""
    found = product_of(product)
    answers = explain_everywhere(request.user, found)
    here = [answer for answer in answers if answer.has_license and not answer.facts.place_over_at]
    best = [answer for answer in here if answer.opens] or here
    if len(best) == 1:
        return redirect("members:no_access", best[0].membership.company.public_id, product)
    return page(request, "members/any_company.html", product=found, answers=best or answers)


def no_access_page(request: CompanyRequest, product: Product, form: AskForm) -> HttpResponse:
    """The page with the form that was just refused, if any."""
    own = request.membership
    answer = explain(own, product)
    refusal = refusal_of(answer)
    context: dict[str, Any] = {
        "answer": answer,
        "form": form,
        "may_ask": why_no_asking(answer) is None,
        "is_manager": may_open_for(own, own),
        "asked": waiting_of(answer),
        "refusal": refusal,
        "again_on": paused_until(answer),
        "helpers": helpers(own).count(),
        "keepers": Membership.objects.filter(company=own.company).global_administrators().count(),
    }
    return page(request, "members/no_access.html", **context)


def product_of(code: str) -> Product:
    """A program of the catalog, or 404; an extension is not opened by itself."""
    return get_object_or_404(Product.objects.programs(), code=code)
