"""Handing the keys over: choose the successor, then confirm with the second step what happens to both."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from klucznik.accounts.factors import is_factor_mature
from klucznik.accounts.returning import is_path, path_or
from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company, Membership
from klucznik.companies.permissions import Permission
from klucznik.core.http import page
from klucznik.members import queries
from klucznik.members.actions.handing_over import Afterwards, hand_over
from klucznik.members.forms.keys import HandOverForm
from klucznik.members.health import health_without
from klucznik.members.views.person import member_of


@requires(Permission.GLOBAL_GRANT)
def choose_successor(request: CompanyRequest, company: Company) -> HttpResponse:
    """Who could take over: everybody with a role who can be reached."""
    words = request.GET.get("q", "").strip()[:100]
    found = queries.candidates_page(request.membership, words, request.GET.get("after"))
    ways: dict[str, Any] = {"on": onward(request), "came_from": came_from(request)}
    return page(request, "members/hand_over.html", found=found, words=words, **ways)


@requires(Permission.GLOBAL_GRANT, fresh_factor=True)
def hand_over_to(request: CompanyRequest, company: Company, member: str) -> HttpResponse:
    """What each of the two will be, in concrete words; then it happens at once."""
    target, own = member_of(company, member), request.membership
    data = request.POST if request.method == "POST" else None
    form = HandOverForm(data, then=request.GET.get("then", ""))
    if form.perform(hand_over, request.user, target):
        return handed_over(request, target, form.cleaned_data["afterwards"])
    context: dict[str, Any] = {
        "form": form,
        "target": target,
        "outlook": health_without(own, successor=target),
        "mature": is_factor_mature(request.user),
        "on": onward(request),
        "came_from": came_from(request),
    }
    return page(request, "members/hand_over_to.html", **context)


def handed_over(request: CompanyRequest, target: Membership, then: Afterwards) -> HttpResponse:
    """Back to where the person came from; without that, to what they may still see."""
    words = {"person": target.user.display_name, "company": request.company.name}
    messages.success(request, _("%(person)s holds the keys of the company %(company)s.") % words)
    company = request.company.public_id
    usual = {
        Afterwards.LEAVE: reverse("companies:switch"),
        Afterwards.USER: request.company.get_absolute_url(),
    }.get(then, reverse("members:members", args=[company]))
    return redirect(path_or(request.GET.get("next"), usual))


def came_from(request: CompanyRequest) -> str:
    """Where the person goes who changes their mind: to the page that sent them here, or to the keys."""
    keys = reverse("members:company_keys", args=[request.company.public_id])
    return path_or(request.GET.get("next"), keys)


def onward(request: CompanyRequest) -> str:
    """What the pages hand on: where to go in the end, and what the person wanted for themselves."""
    kept = {"then": request.GET.get("then", ""), "next": request.GET.get("next", "")}
    if kept["then"] not in list(Afterwards):
        kept.pop("then")
    if not is_path(kept["next"]):
        kept.pop("next")
    return "?" + urlencode(kept) if kept else ""
