"""Rights to products, seen from the product: how many places are taken, and by whom."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission, manageable_roles
from klucznik.core.http import page
from klucznik.members import queries
from klucznik.members.accesses import taken_places
from klucznik.members.actions.access import withdraw_product_access
from klucznik.members.entitlements import Openable, openable_products
from klucznik.members.forms.choices import ConfirmForm
from klucznik.members.views.people import member_of


@requires(Permission.ACCESS_MANAGE)
def products(request: CompanyRequest, company: Company) -> HttpResponse:
    """The products that people of this company open by name."""
    taken = taken_places(company)
    rows = [(open, taken.get(open.product.pk, 0)) for open in openable_products(company)]
    return page(request, "members/products.html", rows=rows)


@requires(Permission.ACCESS_MANAGE)
def product(request: CompanyRequest, company: Company, product: str) -> HttpResponse:
    """Who opens one product."""
    found = openable_of(company, product)
    taken = taken_places(company).get(found.product.pk, 0)
    holders = queries.holders_page(company, found.product, request.GET.get("after"))
    context: dict[str, Any] = {
        "open": found,
        "taken": taken,
        "holders": holders,
        "manageable": manageable_roles(request.membership),
    }
    return page(request, "members/product.html", **context)


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


def openable_of(company: Company, code: str) -> Openable:
    """A product that the company's licenses open, or 404."""
    for open in openable_products(company):
        if open.product.code == code:
            return open
    raise Http404
