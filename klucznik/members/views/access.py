"""Rights to products, seen by those who manage them: how many places are taken, by whom, and why."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from klucznik.catalog.models import Product
from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission, manageable_roles
from klucznik.core.http import page
from klucznik.members import queries
from klucznik.members.accesses import taken_places
from klucznik.members.actions.access import grant_product_access, withdraw_product_access
from klucznik.members.asking import waiting_of
from klucznik.members.entitlements import Openable, licenses_of, products_by_name
from klucznik.members.explaining import explain
from klucznik.members.forms.choices import ConfirmForm
from klucznik.members.notices import waiting_count
from klucznik.members.permissions import may_open_for
from klucznik.members.views.person import member_of


@requires(Permission.ACCESS_MANAGE)
def products(request: CompanyRequest, company: Company) -> HttpResponse:
    """The products that people of this company open by name."""
    taken = taken_places(company)
    rows = [(open, taken.get(open.product.pk, 0)) for open in products_by_name(company)]
    waiting = waiting_count(request.membership)
    return page(request, "members/products.html", rows=rows, waiting=waiting)


@requires(Permission.ACCESS_MANAGE)
def product(request: CompanyRequest, company: Company, product: str) -> HttpResponse:
    """Who opens one product."""
    found = openable_of(company, product)
    holders = queries.holders_page(company, found.product, request.GET.get("after"))
    context: dict[str, Any] = {
        "open": found,
        "taken": taken_places(company).get(found.product.pk, 0),
        "licenses": licenses_of(company)[found.product],
        "holders": holders,
        "manageable": manageable_roles(request.membership),
    }
    return page(request, "members/product.html", **context)


@requires(Permission.ACCESS_MANAGE)
def give(request: CompanyRequest, company: Company, product: str, member: str) -> HttpResponse:
    """Give one person the right to one product."""
    found, target = openable_of(company, product), member_of(company, member)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.perform(grant_product_access, request.user, target, product=found.product):
        words = {"person": target.user.display_name, "product": found.product.name}
        messages.success(request, _("%(person)s can now open %(product)s.") % words)
    for refusal in form.non_field_errors():
        messages.error(request, str(refusal))
    return redirect("members:why", company.public_id, member, product)


@requires(Permission.ACCESS_MANAGE)
def withdraw(request: CompanyRequest, company: Company, product: str, member: str) -> HttpResponse:
    """Take one person's right to one product away."""
    found, target = openable_of(company, product), member_of(company, member)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.perform(withdraw_product_access, request.user, target, product=found.product):
        words = {"person": target.user.display_name, "product": found.product.name}
        messages.success(request, _("%(person)s no longer opens %(product)s.") % words)
    for refusal in form.non_field_errors():
        messages.error(request, str(refusal))
    return redirect("members:product", company.public_id, product)


@requires(Permission.ACCESS_MANAGE)
def why(request: CompanyRequest, company: Company, member: str, product: str) -> HttpResponse:
    """Why this person can open this product, or what exactly is missing."""
    target = member_of(company, member)
    answer = explain(target, get_object_or_404(Product.objects.all(), code=product))
    context: dict[str, Any] = {
        "target": target,
        "answer": answer,
        "asked": waiting_of(answer),
        "may_open": may_open_for(request.membership, target),
    }
    return page(request, "members/why.html", **context)


def openable_of(company: Company, code: str) -> Openable:
    """A product that people of this company open by name, or 404."""
    for open in products_by_name(company):
        if open.product.code == code:
            return open
    raise Http404
