"""The pages of adding, connecting and keeping a company."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from klucznik.accounts.doors import anyone_signed_in
from klucznik.accounts.models import User
from klucznik.companies.actions.closing import close_company
from klucznik.companies.actions.connecting import connect_company, found_company
from klucznik.companies.actions.data import edit_company
from klucznik.companies.actions.history import export_history as note_export
from klucznik.companies.actions.security import demand_factor
from klucznik.companies.demands import keepers_kept_out, without_factor
from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.errors import AlreadyMember
from klucznik.companies.exporting import described, export, file_name
from klucznik.companies.fields import edited
from klucznik.companies.forms import (
    CloseForm,
    DemandForm,
    EditDataForm,
    ExportForm,
    HistoryForm,
    LicenseNumberForm,
    NewCompanyForm,
    TaxIdForm,
)
from klucznik.companies.health import health
from klucznik.companies.history import (
    LABELS,
    Wanted,
    history_of,
    last_change,
    people_to_choose,
    with_links,
)
from klucznik.companies.holds import holds_of
from klucznik.companies.marks import make_mark, read_mark
from klucznik.companies.models import Company, FactorDemand, Membership
from klucznik.companies.permissions import Permission
from klucznik.companies.places import places_page
from klucznik.companies.proofs import invited_number, ownership_proof
from klucznik.companies.registries import registry
from klucznik.companies.tax_ids import TaxId
from klucznik.companies.trying import count_lookup, count_number
from klucznik.companies.wording import demand_saved
from klucznik.core.http import PortalRequest, page
from klucznik.core.provenance import client_address
from klucznik.core.vendor import vendor
from klucznik.events.receipts import receipt
from klucznik.events.sealing import head, seal_now
from klucznik.limits.counting import consume

MANY = 8  # from so many companies on, the list has a search


@anyone_signed_in
def home(request: PortalRequest) -> HttpResponse:
    """To the only company, to the choice among several, or to adding the first one."""
    companies = list(Company.objects.visible_to(request.user)[:2])
    if len(companies) == 1:
        return redirect(companies[0])
    return redirect("companies:switch") if companies else page(request, "companies/home.html")


@anyone_signed_in
def switch(request: PortalRequest) -> HttpResponse:
    """All companies of this person, the one used last first, with a search."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    found = places_page(request.user, words, request.GET.get("after"))
    is_long = bool(words or found.next or not found.first or len(found.rows) > MANY)
    return page(request, "companies/switch.html", found=found, q=words, is_long=is_long)


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
    company = Company.objects.open().with_tax_id(tax_id).first()
    if company is None:
        return "companies:connect_new"
    if Membership.objects.active().filter(company=company, user=actor).exists():
        raise AlreadyMember
    return "companies:connect_known"


@anyone_signed_in
def connect_known(request: PortalRequest, mark: str) -> HttpResponse:
    """Step two for a company that is already there: a license number and the statement."""
    company = get_object_or_404(Company.objects.open().with_tax_id(read_mark(request.user, mark)))
    needed = ownership_proof().is_needed(company)
    form = LicenseNumberForm(request.POST or None, number_needed=needed)
    counted = lambda: count_number(request.user, company, client_address(request))  # noqa: E731
    if form.perform(connect_company, request.user, company, first=counted):
        return redirect("companies:connected", company=company.public_id)
    if form.has_error("license_number", code="number_of_invitation"):
        shown = str(form["license_number"].value())
        return redirect(invited_number().lead_on(request.user, company.tax_id, shown))
    return page(
        request, "companies/connect_known.html", form=form, tax_id=company.tax_id, **step_two()
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
        **step_two(),
    )


def step_two() -> dict[str, Any]:
    """What both pages of step two show: the statement, and where numbers are found."""
    return {"statement": vendor().document("authority"), "places": ownership_proof().places()}


@requires(Permission.PRODUCTS_READ)
def connected(request: CompanyRequest, company: Company) -> HttpResponse:
    """What the person is now in this company, what not yet, and the way to it."""
    return page(request, "companies/connected.html", health=health(company))


@requires(Permission.DATA_READ)
def data(request: CompanyRequest, company: Company) -> HttpResponse:
    """The company's data: what the vendor holds, what the customer edited; who may edit finds the button."""
    return page(
        request, "companies/data.html", changed=last_change(company), edited=edited(company)
    )


@requires(Permission.DATA_EDIT)
def edit_data(request: CompanyRequest, company: Company) -> HttpResponse:
    """Change name, address and contact; what somebody else saved meanwhile is shown, not overwritten."""
    form = EditDataForm.of(company, request.POST or None)
    if form.perform(edit_company, request.user, request.membership):
        saved = _(
            "The company data are saved. An import from the vendor's system will not change them."
        )
        messages.success(request, saved)
        return redirect("companies:data", company=company.public_id)
    others = form.saved_by_others(company) if form.is_bound else []
    changed = last_change(company) if others else None
    return page(request, "companies/edit_data.html", form=form, others=others, changed=changed)


@requires(Permission.HISTORY_READ)
def history(request: CompanyRequest, company: Company) -> HttpResponse:
    """What happened in the company, in sentences; the staff's looks at it among them."""
    form = HistoryForm(request.GET)
    found = history_of(company, form.wanted, after=request.GET.get("after"))
    context: dict[str, Any] = {
        "wanted": form.wanted,
        "filter": form,
        "groups": LABELS,
        "people": people_to_choose(company),
        "receipt": head(company.public_id),
    }
    with_links(found.rows, request.membership)
    return page(request, "companies/history.html", page=found, **context)


@requires(Permission.HISTORY_EXPORT, fresh_factor=True)
def export_history(request: CompanyRequest, company: Company) -> HttpResponse:
    """Take the history out as a file, as narrow as it was on the page."""
    wanted = HistoryForm(request.GET).wanted
    form = ExportForm(request.POST if request.method == "POST" else None)
    narrowed = wanted.is_on
    first = lambda: consume(history__export__account=request.user.pk)  # noqa: E731
    if form.perform(note_export, request.user, request.membership, first=first, narrowed=narrowed):
        return cast(HttpResponse, history_file(company, wanted, form.cleaned_data["form"]))
    return page(request, "companies/export_history.html", form=form, wanted=wanted)


@require_POST
@requires(Permission.HISTORY_EXPORT)
def history_receipt(request: CompanyRequest, company: Company) -> HttpResponse:
    """The signed receipt of all that has happened until now."""
    seal_now(company)
    given = receipt(company.public_id, company=described(company))
    answer = JsonResponse(given, json_dumps_params={"ensure_ascii": False, "indent": 2})
    name = file_name(company, "receipt.json")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def history_file(company: Company, wanted: Wanted, form: str) -> StreamingHttpResponse:
    """Piece by piece: a hundred thousand events never lie in memory."""
    seal_now(company)
    pieces = export(company, wanted, form, get_language() or settings.LANGUAGE_CODE)
    kind = "text/csv" if form == "csv" else "application/json"
    answer = StreamingHttpResponse(pieces, content_type=f"{kind}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{file_name(company, form)}"'
    return answer


@requires(Permission.COMPANY_CLOSE, fresh_factor=True)
def close(request: CompanyRequest, company: Company) -> HttpResponse:
    """Close a company on which nothing hangs; otherwise the page says what does."""
    form = CloseForm(request.POST if request.method == "POST" else None)
    if form.perform(close_company, request.user, company):
        messages.success(
            request, _("The company %(company)s is closed.") % {"company": company.name}
        )
        return redirect("companies:switch")
    return page(request, "companies/close.html", form=form, holds=holds_of(company))


@requires(Permission.SECURITY_MANAGE, fresh_factor=True)
def security(request: CompanyRequest, company: Company) -> HttpResponse:
    """From whom the company demands two-step verification, and how many have none yet."""
    form = DemandForm(request.POST or None, initial={"demand": company.factor_demand})
    if form.perform(demand_factor, request.user, company):
        messages.success(request, demand_saved(form.cleaned_data["demand"]))
        return redirect("companies:data", company=company.public_id)
    missing = {demand: len(without_factor(company, demand)) for demand in FactorDemand.values}
    out, keepers = keepers_kept_out(company, FactorDemand.EVERYBODY)
    context: dict[str, Any] = {"missing": missing, "out": out, "left": keepers - out}
    context["keepers"] = keepers
    return page(request, "companies/security.html", form=form, **context)
