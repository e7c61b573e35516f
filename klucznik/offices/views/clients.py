"""One client of an office: added by its tax ID, shown, renamed, ended."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from klucznik.companies.doors import CompanyRequest
from klucznik.companies.forms import TaxIdForm
from klucznik.companies.history import with_links
from klucznik.companies.marks import make_mark, read_mark
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission, may
from klucznik.companies.registries import registry
from klucznik.companies.tax_ids import TaxId
from klucznik.core.errors import DomainError
from klucznik.core.helping import sentence
from klucznik.core.http import page
from klucznik.offices import queries
from klucznik.offices.actions.clients import end_client, register_client, rename_client
from klucznik.offices.consequences import what_ends, what_stays
from klucznik.offices.doors import client_of, office_requires
from klucznik.offices.forms.clients import ConfirmForm, RegisterForm, RenameForm
from klucznik.offices.limits import MOST_NAME, programs_for, sharing_programs
from klucznik.offices.models import Client
from klucznik.offices.serving_people import people_of
from klucznik.offices.situations import situation_of
from klucznik.offices.wording import client_in_words, share_in_words


@office_requires(Permission.CLIENTS_SERVE)
def client(request: CompanyRequest, company: Company, client: str) -> HttpResponse:
    """What the office knows of a client: its data, what it shares with it, who serves it, what happened."""
    found = client_of(request, client)
    return page(request, "offices/client.html", **context_of(request, found))


@office_requires(Permission.CLIENTS_MANAGE)
def add(request: CompanyRequest, company: Company) -> HttpResponse:
    """Step one: which firm."""
    form = TaxIdForm(request.POST if request.method == "POST" else None)
    if form.perform(programs_for, company):
        mark = make_mark(request.user, form.cleaned_data["tax_id"])
        return redirect("offices:register", company.public_id, mark)
    return page(request, "offices/add.html", form=form, places=queries.places_of(company))


@office_requires(Permission.CLIENTS_MANAGE)
def register(request: CompanyRequest, company: Company, mark: str) -> HttpResponse:
    """Step two: for which program, and under which name."""
    tax_id = read_mark(request.user, mark)
    try:
        form = register_form(request, company, tax_id)
    except DomainError as refusal:
        messages.error(request, sentence(refusal))
        return redirect("offices:add", company.public_id)
    source = Client.Source.PORTAL
    if made := form.perform(register_client, request.user, company, tax_id=tax_id, source=source):
        messages.success(request, _("%(name)s is a client of the office.") % {"name": made.name})
        return redirect(made)
    return page(request, "offices/register.html", form=form, tax_id=tax_id)


@office_requires(Permission.CLIENTS_MANAGE)
def register_seen(request: CompanyRequest, company: Company, client: str) -> HttpResponse:
    """To step two for a client that a program works for without a registration."""
    found = client_of(request, client)
    mark = make_mark(request.user, found.tax_id)
    return redirect("offices:register", company.public_id, mark)


@office_requires(Permission.CLIENTS_MANAGE)
def rename(request: CompanyRequest, company: Company, client: str) -> HttpResponse:
    """Another name; the tax ID stays."""
    found = client_of(request, client)
    form = RenameForm(
        request.POST if request.method == "POST" else None, initial={"name": found.name}
    )
    if form.perform(rename_client, request.user, found):
        messages.success(request, _("The name is saved."))
        return redirect(found)
    return page(request, "offices/rename.html", form=form, client=found)


@office_requires(Permission.CLIENTS_MANAGE)
def end(request: CompanyRequest, company: Company, client: str) -> HttpResponse:
    """Deregister, after a page that says what ends and what stays."""
    found = client_of(request, client)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.perform(end_client, request.user, found):
        messages.success(request, end_told(found) % {"name": found.name})
        return redirect("offices:clients", company.public_id)
    share = queries.share_of(found)
    context: dict[str, Any] = {"ends": what_ends(found, share), "stays": what_stays(found, share)}
    return page(request, "offices/end.html", form=form, client=found, **context)


def end_told(client: Client) -> str:
    """A client that never was registered took no place."""
    if client.is_registered:
        return _("%(name)s is no longer a client of the office. Its places are free.")
    return _("%(name)s is no longer on the list.")


def context_of(request: CompanyRequest, found: Client) -> dict[str, Any]:
    """The blocks of a client's page; the history is for those who manage clients."""
    share = queries.share_of(found)
    manages = may(request.membership, Permission.CLIENTS_MANAGE)
    return {
        "client": found,
        "share": share,
        "people": people_of(found),
        "state": client_in_words(found),
        "sharing": share_in_words(share) if share else None,
        "situation": situation_of(found, share),
        "events": with_links(queries.events_about(found), request.membership) if manages else [],
    }


def register_form(request: CompanyRequest, company: Company, tax_id: TaxId) -> RegisterForm:
    """The programs that are open for this firm, and its name where somebody knows it already."""
    programs = programs_for(company, tax_id)
    if request.method == "POST":
        # Also those taken meanwhile, in another window or by a second click: the refusal says so in words.
        return RegisterForm(request.POST, programs=sharing_programs(company))
    known = registry().look_up(tax_id)
    seen = queries.unregistered_with(company, tax_id)
    name = known.name if known else (seen.name if seen else "")
    form = RegisterForm(programs=programs, initial={"name": name[:MOST_NAME]})
    form.is_from_register, form.seen = known is not None, seen
    return form
