"""Applications that are activated by their terms, and products that a company tries."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from klucznik.catalog.models import Product
from klucznik.catalog.rules import Way
from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission
from klucznik.core.forms import ActionForm
from klucznik.core.http import page
from klucznik.licensing.actions.apps import accept_app_terms, start_trial
from klucznik.licensing.forms import ConfirmForm, TermsForm
from klucznik.licensing.models import License
from klucznik.licensing.queries import products_to_try
from klucznik.licensing.registrations import ToDo, to_do
from klucznik.licensing.terms import text_of_app
from klucznik.licensing.views.registering import license_of


@requires(Permission.LICENSES_MANAGE)
def accept_terms(request: CompanyRequest, company: Company, license: str) -> HttpResponse:
    """The terms of an application; accepting them activates it."""
    found = license_of(company, license)
    form = terms_form(request, found.product)
    if done := form.perform(accept_app_terms, request.user, found):
        messages.success(request, activated(done))
        return redirect(found)
    is_open = to_do(found) == ToDo.TERMS
    terms = text_of_app(found.product) if is_open else None
    return page(
        request, "licensing/terms.html", form=form, license=found, tab="overview", terms=terms
    )


@requires(Permission.PRODUCTS_READ)
def trials(request: CompanyRequest, company: Company) -> HttpResponse:
    """Products that the company never had and may try."""
    return page(request, "licensing/trials.html", products=products_to_try(company))


@requires(Permission.LICENSES_MANAGE)
def try_product(request: CompanyRequest, company: Company, product: str) -> HttpResponse:
    """What the trial of a product is, and the button that begins it."""
    found = get_object_or_404(Product.objects.select_related("line"), code=product)
    if found not in products_to_try(company) and request.method != "POST":
        return redirect("licensing:trials", company.public_id)
    by_terms = Way.TERMS in found.rules.ways
    form: ActionForm = terms_form(request, found) if by_terms else ConfirmForm(posted(request))
    if license := form.perform(start_trial, request.user, company, product=found):
        messages.success(request, _("The trial has begun."))
        return redirect(license)
    terms = text_of_app(found) if by_terms else None
    return page(request, "licensing/try.html", form=form, product=found, terms=terms)


def terms_form(request: CompanyRequest, product: Product) -> TermsForm:
    """With the version that the person has before them; after a refusal, the one that holds now."""
    return TermsForm(posted(request), initial={"version": text_of_app(product).version})


def posted(request: CompanyRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def activated(license: License) -> str:
    if license.status == License.Status.AWAITING:
        return _("The terms are accepted. The vendor looks at the registration now.")
    return _("The application is active. Its license number was sent by e-mail.")
