"""The page that decides the way, and the form of the declaration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect

from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.health import health
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission
from klucznik.core.http import page
from klucznik.declarations.actions.preparing import prepare_declaration
from klucznik.declarations.voices import masked
from klucznik.members.deputies import accepted_deputies, deputyship_of
from klucznik.recovery.forms import DeclareForm
from klucznik.recovery.models import RightsRequest
from klucznik.recovery.offices import invited_by_office
from klucznik.recovery.situations import cases_about_keys, open_first_invitation, situation
from klucznik.recovery.ways import ways as ways_for
from klucznik.recovery.ways import why_no_declaring


@requires(Permission.PRODUCTS_READ)
def ways(request: CompanyRequest, company: Company) -> HttpResponse:
    """What is the matter, what can be done now, and how long it takes."""
    facts = situation(company, request.user)
    found = ways_for(facts)
    context: dict[str, Any] = {"facts": facts, "ways": found, "health": health(company)}
    return page(request, "recovery/ways.html", **context, **details(request, company))


def details(request: CompanyRequest, company: Company) -> dict[str, Any]:
    """The person's own request, case and invitations, and how long things take."""
    mine = {"company": company, "person": request.user}
    waiting = RightsRequest.objects.filter(**mine, state=RightsRequest.State.PENDING).first()
    refused = RightsRequest.objects.filter(**mine, state=RightsRequest.State.DECLINED)
    cases = cases_about_keys(company).open()
    return {
        "waiting": waiting,
        "refusal": refused.order_by("-answered_at").first(),
        "case": cases.filter(claimant=request.user).first(),
        "request_days": settings.REQUEST_DAYS,
        "notice_days": settings.NOTICE_DAYS,
        **without_paper(request, company),
    }


def without_paper(request: CompanyRequest, company: Company) -> dict[str, Any]:
    """Who was invited, and who stands by."""
    own, invitation = request.membership, open_first_invitation(company)
    return {
        "invited": masked(invitation.email) if invitation else "",
        "deputy": deputyship_of(own),
        "deputies": accepted_deputies(company).exclude(membership=own).count(),
        "office": invited_by_office(company, request.user),
    }


@requires(Permission.RIGHTS_REQUEST)
def declare(request: CompanyRequest, company: Company) -> HttpResponse:
    """The form of the declaration; what is known is shown, not asked."""
    facts = situation(company, request.user)
    if why_no_declaring(facts):
        return redirect("recovery:ways", company.public_id)
    form = DeclareForm(
        request.POST or None, initial={"language": request.user.language, "place": company.city}
    )
    if case := form.perform(prepare_declaration, request.user, company):
        return redirect("declarations:case", case.public_id)
    return page(request, "recovery/declare.html", form=form, is_strong=facts.was_refused)
