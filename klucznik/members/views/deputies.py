"""The keys of a company: who holds them, who stands by; naming, answering and ending deputyships."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission
from klucznik.core.http import page
from klucznik.members import queries
from klucznik.members.actions.deputies import (
    accept_deputyship,
    confirm_deputyship,
    decline_deputyship,
    dismiss_deputy,
    name_deputy,
    resign_deputyship,
)
from klucznik.members.actions.putting_off import put_off_advice
from klucznik.members.deputies import (
    ANSWER_WITHIN,
    MOST,
    deputies_of,
    deputyship_of,
    why_not_now,
)
from klucznik.members.forms.choices import ConfirmForm
from klucznik.members.forms.keys import DeputyForm
from klucznik.members.health import meter_of, outlook_without
from klucznik.members.models import Deputy
from klucznik.members.views.person import member_of


@requires(Permission.MEMBERS_READ)
def company_keys(request: CompanyRequest, company: Company) -> HttpResponse:
    """Who holds the keys, who stands by, and what can be done so that they are never lost."""
    deputies = list(deputies_of(company))
    context: dict[str, Any] = {
        "meter": meter_of(company),
        "days": settings.NOTICE_DAYS,
        "keepers": queries.keepers_page(company, request.GET.get("after")),
        "deputies": deputies,
        "is_room": len(deputies) < MOST,
        "most": MOST,
    }
    return page(request, "members/company_keys.html", **context)


@requires(Permission.DEPUTIES_MANAGE)
def choose_deputy(request: CompanyRequest, company: Company) -> HttpResponse:
    """Who could stand by: everybody with a role who can be reached and was not asked yet."""
    words = request.GET.get("q", "").strip()[:100]
    found = queries.candidates_page(
        request.membership, words, request.GET.get("after"), but_deputies=True
    )
    is_room = deputies_of(company).count() < MOST
    return page(
        request, "members/choose_deputy.html", found=found, words=words, is_room=is_room, most=MOST
    )


@requires(Permission.DEPUTIES_MANAGE, fresh_factor=True)
def name_as_deputy(request: CompanyRequest, company: Company, member: str) -> HttpResponse:
    """Choose the wait, and ask the person."""
    target = member_of(company, member)
    form = DeputyForm(request.POST if request.method == "POST" else None)
    if form.perform(name_deputy, request.user, target):
        words = {"person": target.user.display_name}
        messages.success(request, _("We asked %(person)s to be a deputy.") % words)
        return redirect("members:company_keys", company.public_id)
    context: dict[str, Any] = {"form": form, "target": target, "within": ANSWER_WITHIN.days}
    return page(request, "members/name_deputy.html", **context)


@requires(Permission.DEPUTIES_MANAGE, fresh_factor=True)
def dismiss(request: CompanyRequest, company: Company, deputy: str) -> HttpResponse:
    """Take a naming back, after a page that says what it means."""
    found = get_object_or_404(deputies_of(company), public_id=deputy)
    found.membership.company = company
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.perform(dismiss_deputy, request.user, found):
        words = {"person": found.membership.user.display_name}
        messages.success(request, _("%(person)s is no longer a deputy.") % words)
        return redirect("members:company_keys", company.public_id)
    context: dict[str, Any] = {"deputy": found, "outlook": outlook_without(found)}
    return page(request, "members/dismiss_deputy.html", form=form, **context)


@requires(Permission.COMPANY_LEAVE)
def deputyship(request: CompanyRequest, company: Company) -> HttpResponse:
    """What being a deputy means, and the person's own answer to it."""
    mine = deputyship_of(request.membership)
    context: dict[str, Any] = {"deputy": mine}
    if mine and mine.accepted_at:
        context |= {"why_not_now": why_not_now(mine), "outlook": outlook_without(mine)}
    return page(request, "members/deputyship.html", **context)


@requires(Permission.COMPANY_LEAVE)
@require_POST
def accept(request: CompanyRequest, company: Company) -> HttpResponse:
    """Agree to stand by."""
    done = _("You are a deputy now. You can resign on any day.")
    return answered(request, accept_deputyship, done)


@requires(Permission.COMPANY_LEAVE)
@require_POST
def decline(request: CompanyRequest, company: Company) -> HttpResponse:
    """Say no."""
    done = _("You declined. The global administrators are told.")
    return answered(request, decline_deputyship, done)


@requires(Permission.COMPANY_LEAVE)
@require_POST
def confirm(request: CompanyRequest, company: Company) -> HttpResponse:
    """Stand by for another year."""
    done = _("Thank you. You stand by for another year.")
    return answered(request, confirm_deputyship, done)


@requires(Permission.COMPANY_LEAVE)
@require_POST
def resign(request: CompanyRequest, company: Company) -> HttpResponse:
    """Stand by no longer."""
    done = _("You are no longer a deputy. The global administrators are told.")
    return answered(request, resign_deputyship, done)


@requires(Permission.MEMBERS_READ)
@require_POST
def put_off(request: CompanyRequest, company: Company) -> HttpResponse:
    """Hide the advice on My products for a while."""
    put_off_advice(request.user, request.membership)
    return redirect(company)


def answered(request: CompanyRequest, action: Callable[..., Deputy], done: str) -> HttpResponse:
    """Back to the page, which says how things are now: also when there was nothing to answer any more."""
    mine, form = deputyship_of(request.membership), ConfirmForm(request.POST)
    if mine and form.perform(action, request.user, mine):
        messages.success(request, done)
    for refusal in form.non_field_errors():
        messages.error(request, str(refusal))
    return redirect("members:deputyship", request.company.public_id)
