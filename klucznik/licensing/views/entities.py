"""The entities of a license: list, add one by its tax ID, end one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission
from klucznik.companies.registries import has_registry
from klucznik.companies.tax_ids import TaxId
from klucznik.core.http import page
from klucznik.licensing.actions.entities import end_entity, register_entity
from klucznik.licensing.entities import KEEPING, keeps_clients, most_entities
from klucznik.licensing.forms import ConfirmForm, EntityFilter, EntityForm
from klucznik.licensing.models import Entity, License
from klucznik.licensing.queries import entities_page
from klucznik.licensing.views.registering import license_of


@requires(Permission.LICENSES_READ)
def entities(request: CompanyRequest, company: Company, license: str) -> HttpResponse:
    """Who is registered, of how many; fifty at a time, with a search."""
    found = license_of(company, license)
    words = EntityFilter(request.GET).words
    context = counted(found) | {
        "query": words,
        "page": entities_page(found, words, request.GET.get("after")),
    }
    return page(request, "licensing/entities.html", **context)


@requires(Permission.LICENSES_REGISTER)
def add(request: CompanyRequest, company: Company, license: str) -> HttpResponse:
    """Register one by its tax ID; the name comes from the official register where one is configured."""
    found = license_of(company, license)
    own = {"tax_id": company.tax_id_display, "name": company.name}
    is_alone = not keeps_clients(found)
    form = EntityForm(
        request.POST if request.method == "POST" else None, initial=own if is_alone else None
    )
    if entity := form.perform(add_to, request.user, found):
        messages.success(request, _("%(name)s is registered.") % {"name": entity.name})
        return redirect("licensing:entities", company.public_id, found.public_id)
    context = counted(found) | {"form": form, "has_registry": has_registry()}
    return page(request, "licensing/add_entity.html", **context)


@requires(Permission.LICENSES_REGISTER)
def end(request: CompanyRequest, company: Company, license: str, entity: str) -> HttpResponse:
    """Take one off, after a page that says what it means."""
    found = license_of(company, license)
    target = get_object_or_404(Entity.objects.active(), license=found, public_id=entity)
    target.license = found
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.perform(end_entity, request.user, target):
        words = {"name": target.name}
        messages.success(request, _("%(name)s is no longer registered in this license.") % words)
        return redirect("licensing:entities", company.public_id, found.public_id)
    shown: dict[str, Any] = {"form": form, "license": found, "tab": "entities", "entity": target}
    return page(request, "licensing/end_entity.html", **shown)


def add_to(actor: Any, license: License, *, tax_id: TaxId, name: str) -> Entity:
    """The company's own number is its own entity, any other one a client of the office."""
    is_own = tax_id == license.company.tax_id
    kind = Entity.Kind.OWN if is_own else Entity.Kind.CLIENT
    return register_entity(
        actor, license, tax_id=tax_id, name=name, kind=kind, source=Entity.Source.PORTAL
    )


def counted(license: License) -> dict[str, Any]:
    """How many are registered, of how many, and whether there is room for one more."""
    taken, most = Entity.objects.active().filter(license=license).count(), most_entities(license)
    is_room = taken < most and license.status in KEEPING
    return {
        "license": license,
        "tab": "entities",
        "taken": taken,
        "most": most,
        "is_room": is_room,
        "keeps_clients": keeps_clients(license),
    }
