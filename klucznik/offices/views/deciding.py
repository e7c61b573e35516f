"""What somebody who decides for a company does about its office: answers, gives and takes powers, ends it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission
from klucznik.core.http import page
from klucznik.members.forms.choices import ConfirmForm
from klucznik.offices.actions.accepting import agree_to_share, refuse_share
from klucznik.offices.actions.ending import end_share
from klucznik.offices.actions.powers import give_power, take_power
from klucznik.offices.forms.accepting import AcceptForm
from klucznik.offices.life import State
from klucznik.offices.models import PowerKind, Side
from klucznik.offices.reading import Relation, is_offered, relation_of


@requires(Permission.OFFICE_MANAGE)
def agree(request: CompanyRequest, company: Company, share: str) -> HttpResponse:
    """What the office wants to share and to be allowed; then it is shared."""
    relation = question(request, share)
    if relation is None:
        return redirect("served:office", company.public_id)
    form = AcceptForm(request.POST if request.method == "POST" else None)
    if form.perform(agree_to_share, request.user, relation.share):
        messages.success(request, _("The application is among the products of the company."))
        return redirect("served:office", company.public_id)
    return page(request, "offices/agree.html", form=form, relation=relation)


@requires(Permission.OFFICE_MANAGE)
def refuse(request: CompanyRequest, company: Company, share: str) -> HttpResponse:
    """One question before the company says no."""
    relation = question(request, share)
    if relation is None:
        return redirect("served:office", company.public_id)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.perform(refuse_share, request.user, relation.share):
        messages.success(request, _("The company did not accept it. The office learns of it."))
        return redirect(company)
    return page(request, "offices/refuse.html", form=form, relation=relation)


@require_POST
@requires(Permission.OFFICE_MANAGE)
def take(request: CompanyRequest, company: Company, share: str, kind: str) -> HttpResponse:
    """Take one power from the office, at once."""
    form = ConfirmForm(request.POST)
    power = power_kind(kind)
    if form.perform(take_power, request.user, wanted(request, share).share, kind=power):
        messages.success(request, _("The office no longer has this power."))
    return back(request, company, form)


@require_POST
@requires(Permission.OFFICE_MANAGE)
def give(request: CompanyRequest, company: Company, share: str, kind: str) -> HttpResponse:
    """Give the office one power."""
    form = ConfirmForm(request.POST)
    power = power_kind(kind)
    if form.perform(give_power, request.user, wanted(request, share).share, kind=power):
        messages.success(request, _("The office has this power now."))
    return back(request, company, form)


@requires(Permission.OFFICE_MANAGE)
def end(request: CompanyRequest, company: Company, share: str) -> HttpResponse:
    """Everything that ends, stays and moves, on one page; then it is over."""
    relation = wanted(request, share)
    if relation.share.state != State.ACTIVE:
        return redirect("served:office", company.public_id)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.perform(end_share, request.user, relation.share, side=Side.CLIENT):
        messages.success(
            request, _("The cooperation has ended. The office can do nothing any more.")
        )
        return redirect("served:office", company.public_id)
    return page(request, "offices/leave.html", form=form, relation=relation)


def question(request: CompanyRequest, public_id: str) -> Relation | None:
    """What waits for an answer of the company; None when it was answered meanwhile, or the office took it back."""
    found = relation_of(request.membership, public_id)
    if found is not None:
        return found if found.share.state == State.ASKED else None
    if not is_offered(request.company, public_id):
        raise Http404
    messages.info(
        request, _("The office has taken this back. There is nothing to answer any more.")
    )
    return None


def wanted(request: CompanyRequest, public_id: str) -> Relation:
    """What an office shares with this company, or 404."""
    found = relation_of(request.membership, public_id)
    if found is None:
        raise Http404
    return found


def power_kind(kind: str) -> PowerKind:
    if kind not in PowerKind.values:
        raise Http404
    return PowerKind(kind)


def back(request: CompanyRequest, company: Company, form: ConfirmForm) -> HttpResponse:
    """To the page of the office, with what was refused."""
    for refusal in form.non_field_errors():
        messages.error(request, str(refusal))
    return redirect("served:office", company.public_id)
