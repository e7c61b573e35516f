"""The pages of adding, connecting and keeping a company."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from klucznik.accounts.doors import anyone_signed_in
from klucznik.accounts.models import User
from klucznik.companies.actions.connecting import connect_company, found_company
from klucznik.companies.actions.data import edit_company
from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.errors import AlreadyMember
from klucznik.companies.forms import CompanyDataForm, LicenseNumberForm, NewCompanyForm, TaxIdForm
from klucznik.companies.health import health
from klucznik.companies.history import history_of
from klucznik.companies.marks import make_mark, read_mark
from klucznik.companies.models import Company, Membership
from klucznik.companies.permissions import Permission
from klucznik.companies.proofs import ownership_proof
from klucznik.companies.registries import registry
from klucznik.companies.tax_ids import TaxId
from klucznik.companies.trying import count_lookup, count_number
from klucznik.core.http import PortalRequest, page
from klucznik.core.provenance import client_address
from klucznik.core.vendor import vendor


@anyone_signed_in
def home(request: PortalRequest) -> HttpResponse:
    """To the only company, to the choice among several, or to adding the first one."""
    companies = list(Company.objects.visible_to(request.user)[:2])
    if len(companies) == 1:
        return redirect(companies[0])
    return redirect("companies:switch") if companies else page(request, "companies/home.html")


@anyone_signed_in
def switch(request: PortalRequest) -> HttpResponse:
    """All companies of this person, with a search."""
    wanted = request.GET.get("q", "").strip()
    mine = Membership.objects.active().filter(user=request.user).select_related("company")
    found = mine.filter(company__name__icontains=wanted) if wanted else mine
    return page(
        request,
        "companies/switch.html",
        memberships=found.order_by("company__name", "id")[:200],
        q=wanted,
    )


@anyone_signed_in
def connect(request: PortalRequest) -> HttpResponse:
    """Step one: the NIP or VATIN; whether it is a customer's is told only to counted tries."""
    form = TaxIdForm(request.POST or None)
    step = form.perform(
        next_step, request.user, first=lambda: count_lookup(request.user, client_address(request))
    )
    if step is not None:
        return redirect(step, mark=make_mark(request.user, form.cleaned_data["tax_id"]))
    return page(request, "companies/connect.html", form=form, places=ownership_proof().places())


def next_step(actor: User, *, tax_id: TaxId) -> str:
    """The page that follows for this tax ID: show a number, or give the data of a new company."""
    company = Company.objects.with_tax_id(tax_id).first()
    if company is None:
        return "companies:connect_new"
    if Membership.objects.active().filter(company=company, user=actor).exists():
        raise AlreadyMember
    return "companies:connect_known"


@anyone_signed_in
def connect_known(request: PortalRequest, mark: str) -> HttpResponse:
    """Step two for a company that is already there: a license number and the statement."""
    company = get_object_or_404(Company.objects.with_tax_id(read_mark(request.user, mark)))
    needed = ownership_proof().is_needed(company)
    form = LicenseNumberForm(request.POST or None, number_needed=needed)
    counted = lambda: count_number(request.user, company, client_address(request))  # noqa: E731
    if form.perform(connect_company, request.user, company, first=counted):
        return redirect("companies:connected", company=company.public_id)
    return page(
        request,
        "companies/connect_known.html",
        form=form,
        tax_id=company.tax_id,
        statement=vendor().document("authority"),
        places=ownership_proof().places(),
    )


@anyone_signed_in
def connect_new(request: PortalRequest, mark: str) -> HttpResponse:
    """Step two for a company that nobody knows: its data and the statement."""
    tax_id = read_mark(request.user, mark)
    found = None if request.method == "POST" else registry().look_up(tax_id)
    form = NewCompanyForm(request.POST or None, initial=vars(found) if found else None)
    if company := form.perform(found_company, request.user, tax_id=tax_id):
        return redirect("companies:connected", company=company.public_id)
    return page(
        request,
        "companies/connect_new.html",
        form=form,
        tax_id=tax_id,
        from_registry=found is not None,
        statement=vendor().document("authority"),
        places=ownership_proof().places(),
    )


@requires(Permission.PRODUCTS_READ)
def connected(request: CompanyRequest, company: Company) -> HttpResponse:
    """What the person is now in this company, what not yet, and the way to it."""
    return page(request, "companies/connected.html", health=health(company))


@requires(Permission.DATA_READ)
def data(request: CompanyRequest, company: Company) -> HttpResponse:
    """The company's data; who may edit them finds the button."""
    return page(request, "companies/data.html")


@requires(Permission.DATA_EDIT)
def edit_data(request: CompanyRequest, company: Company) -> HttpResponse:
    """Change name, address and contact."""
    form = CompanyDataForm.of(company, request.POST or None)
    if form.perform(edit_company, request.user, request.membership):
        messages.success(
            request,
            _(
                "The company data are saved. An import from the vendor's system will not change them."
            ),
        )
        return redirect("companies:data", company=company.public_id)
    return page(request, "companies/edit_data.html", form=form)


@requires(Permission.HISTORY_READ)
def history(request: CompanyRequest, company: Company) -> HttpResponse:
    """What happened in the company, in sentences; the staff's looks at it among them."""
    group, person = request.GET.get("group", ""), request.GET.get("person", "")
    events = history_of(company, group=group, person=person, after=request.GET.get("after"))
    return page(request, "companies/history.html", page=events, group=group)
