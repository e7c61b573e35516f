"""The door to the module for accounting offices: whoever has no office license reads why it is not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission
from klucznik.core.doors import declare
from klucznik.offices.models import Client
from klucznik.offices.standing import is_office, visible_clients

P = ParamSpec("P")
OfficeView = Callable[Concatenate[CompanyRequest, Company, P], HttpResponse]


def office_requires(
    permission: Permission, *, fresh_factor: bool = False
) -> Callable[[OfficeView[P]], Callable[..., HttpResponseBase]]:
    """As `requires`, and the company is an accounting office."""

    def door(view: OfficeView[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def through(
            request: CompanyRequest, company: Company, *args: Any, **kwargs: Any
        ) -> HttpResponse:
            if not is_office(company):
                return render(request, "offices/not_an_office.html", status=403)
            return view(request, company, *args, **kwargs)

        return declare(requires(permission, fresh_factor=fresh_factor)(through), permission.value)

    return door


def client_of(request: CompanyRequest, public_id: str) -> Client:
    """A client of the office that the viewer may see; 404 for one they do not serve, as for one of others."""
    clients = visible_clients(request.membership).select_related("program__line", "added_by")
    found = get_object_or_404(clients, public_id=public_id)
    found.office = request.company
    return found
