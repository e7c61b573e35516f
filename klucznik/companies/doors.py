"""Doors to a company: a stranger finds nothing (404), a member without the right learns why (403)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from klucznik.accounts.doors import must_confirm_factor, must_sign_in
from klucznik.accounts.passkeys import home as key_home
from klucznik.accounts.purposes import Purpose
from klucznik.companies.demands import lacks_factor, last_demand
from klucznik.companies.menu import rail
from klucznik.companies.models import Company, Membership, Role
from klucznik.companies.permissions import (
    GRANTS,
    Permission,
    abilities,
    may,
    roles_with,
    why_denied,
)
from klucznik.companies.presence import note_presence
from klucznik.core.doors import declare
from klucznik.core.http import PortalRequest

P = ParamSpec("P")
CompanyView = Callable[Concatenate["CompanyRequest", Company, P], HttpResponse]


# What a second step is confirmed for at these doors; everyday at all others.
PURPOSES = {
    Permission.GLOBAL_GRANT: Purpose.GRANT,
    Permission.RIGHTS_ANSWER: Purpose.GRANT,
    Permission.DEPUTIES_MANAGE: Purpose.GRANT,
    Permission.HISTORY_EXPORT: Purpose.EXPORT,
    Permission.SECURITY_MANAGE: Purpose.SECURITY,
    Permission.COMPANY_CLOSE: Purpose.SECURITY,
    Permission.LICENSES_TRANSFER: Purpose.GRANT,
}
# Whoever does not want a second step may still go.
ALWAYS_OPEN = frozenset({Permission.COMPANY_LEAVE})


class CompanyRequest(PortalRequest):
    """A request inside a company: the door put the viewer's membership here."""

    company: Company
    membership: Membership


def requires(
    permission: Permission, *, fresh_factor: bool = False
) -> Callable[[CompanyView[P]], Callable[..., HttpResponseBase]]:
    """Let in members who hold `permission`; with `fresh_factor` only after the second step of a moment ago.

    The view gets the company in place of the address's `company` part.
    """

    def door(view: CompanyView[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def through(
            request: CompanyRequest, company: str, *args: Any, **kwargs: Any
        ) -> HttpResponse:
            if answer := must_sign_in(request):
                return answer
            enter(request, company)
            if lacks_factor(request.membership) and permission not in ALWAYS_OPEN:
                return factor_demanded(request)
            if not may(request.membership, permission):
                return no_right(request, permission)
            if fresh_factor and (answer := must_confirm_factor(request, purpose_of(permission))):
                return answer
            return view(request, request.company, *args, **kwargs)

        return declare(through, permission.value)

    return door


def enter(request: CompanyRequest, public_id: str) -> None:
    """Find the company among those the person may see, and prepare what its pages show. 404 for everybody else."""
    membership = (
        Membership.objects.active()
        .select_related("company")
        .filter(company__public_id=public_id, user=request.user)
        .first()
    )
    if membership is None:
        raise Http404
    membership.user = request.user
    request.membership, request.company = membership, membership.company
    request.can = abilities(membership)  # type: ignore[attr-defined]
    # Asks what waits behind each entry, for the pages that show it.
    request.rail = SimpleLazyObject(partial(rail, request, membership))  # type: ignore[attr-defined]
    count = lambda: Membership.objects.active().filter(user=request.user).count()  # noqa: E731
    request.companies_count = SimpleLazyObject(count)  # type: ignore[attr-defined]
    note_presence(membership)


def purpose_of(permission: Permission) -> Purpose:
    return PURPOSES.get(permission, Purpose.EVERYDAY)


def factor_demanded(request: CompanyRequest) -> HttpResponse:
    """The page that says who demands a second step, how to set one up, and that one may leave."""
    request.session["after_factor"] = request.path
    context = {"demanded": last_demand(request.company), "key_home": key_home()}
    return render(request, "companies/factor_demanded.html", context, status=403)


def no_right(request: HttpRequest, permission: Permission) -> HttpResponse:
    """The page that says what is missing and who can help; to the highest role, that there is nothing to ask for."""
    role = getattr(getattr(request, "membership", None), "role", "")
    highest = Role.GLOBAL_ADMINISTRATOR
    context = {
        "is_beneath": role == highest and permission not in GRANTS[highest],
        "permission": permission.label,
        "roles": [role.label for role in roles_with(permission)],
        "measure": why_denied(getattr(request, "company", None), permission),
    }
    return render(request, "companies/no_right.html", context, status=403)
