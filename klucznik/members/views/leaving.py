"""Leaving a company alone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.keys import is_last_global_administrator
from klucznik.companies.models import Company, Membership
from klucznik.companies.permissions import Permission
from klucznik.core.http import page
from klucznik.members import queries
from klucznik.members.actions.people import leave_company
from klucznik.members.forms.choices import ConfirmForm
from klucznik.members.health import outlook_of

FIRST = 5  # candidates shown at once; all of them are on the page of the hand-over


@requires(Permission.COMPANY_LEAVE)
def leave(request: CompanyRequest, company: Company) -> HttpResponse:
    """Leave a company alone; the last global administrator finds here who could take over."""
    own = request.membership
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.perform(leave_company, request.user, own):
        messages.success(
            request, _("You left the company %(company)s.") % {"company": company.name}
        )
        return redirect("companies:switch")
    return page(request, "members/leave.html", form=form, **remaining(own))


def remaining(own: Membership) -> dict[str, Any]:
    """Who would administer without this person, or who could take over from them."""
    if not is_last_global_administrator(own):
        return {"is_last": False, "outlook": outlook_of(own)}
    return {"is_last": True, "candidates": queries.candidates_page(own, "", None).rows[:FIRST]}
