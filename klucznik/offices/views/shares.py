"""A share that is there: sent again, corrected, taken back, ended; and all shares of a license."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from klucznik.catalog.models import Product
from klucznik.companies.doors import CompanyRequest
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission
from klucznik.core.http import page
from klucznik.core.templatetags.ui import date_long
from klucznik.licensing.models import License
from klucznik.offices.actions.ending import end_share
from klucznik.offices.actions.sharing import correct_address, send_again
from klucznik.offices.actions.withdrawing import withdraw_acceptance
from klucznik.offices.doors import client_of, office_requires
from klucznik.offices.forms.clients import ConfirmForm
from klucznik.offices.forms.sharing import AddressForm, WithdrawForm
from klucznik.offices.limits import shares_of
from klucznik.offices.models import Client, Share, Side
from klucznik.offices.queries import shares_page, unshared_page
from klucznik.offices.showing import share_rows
from klucznik.offices.situations import situation_of
from klucznik.offices.trying import counted


@require_POST
@office_requires(Permission.CLIENTS_MANAGE)
def again(request: CompanyRequest, company: Company, client: str) -> HttpResponse:
    """A new link and 30 new days, to the same address."""
    found, share = share_or_404(request, client)
    form = ConfirmForm(request.POST)
    if sent := form.perform(counted(send_again, company, to=share.email), request.user, share):
        messages.success(request, said(sent))
    for refusal in form.non_field_errors():
        messages.error(request, str(refusal))
    return redirect(found)


@office_requires(Permission.CLIENTS_MANAGE)
def correct(request: CompanyRequest, company: Company, client: str) -> HttpResponse:
    """Another address in place of a wrong one; the old link dies."""
    found, share = share_or_404(request, client)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if sent := form.perform(counted(correct_address, company), request.user, share):
        messages.success(request, said(sent))
        return redirect(found)
    return page(request, "offices/share_correct.html", form=form, client=found, share=share)


@office_requires(Permission.CLIENTS_MANAGE)
def withdraw(request: CompanyRequest, company: Company, client: str) -> HttpResponse:
    """Take back what the wrong person accepted, after a page that says what it means."""
    found, share = share_or_404(request, client, accepted=True)
    data = request.POST if request.method == "POST" else None
    form = WithdrawForm(data, wrong=share.email)
    if sent := form.perform(counted(withdraw_acceptance, company), request.user, share):
        messages.success(request, said(sent))
        return redirect(found)
    context: dict[str, Any] = {"share": share, "situation": situation_of(found, share)}
    return page(request, "offices/share_withdraw.html", form=form, client=found, **context)


@office_requires(Permission.CLIENTS_MANAGE)
def end(request: CompanyRequest, company: Company, client: str) -> HttpResponse:
    """End the sharing, after a page that says what it means for both sides."""
    found, share = share_or_404(request, client)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.perform(end_share, request.user, share, side=Side.OFFICE):
        messages.success(request, _("The sharing is ended. Its place is free."))
        return redirect(found)
    return page(request, "offices/share_end.html", form=form, client=found, share=share)


@office_requires(Permission.CLIENTS_MANAGE)
def of_license(request: CompanyRequest, company: Company, license: str) -> HttpResponse:
    """The tab of a license: to whom it is shared, and how many places are left."""
    found = license_of(company, license)
    shown = shares_page(found, request.GET.get("after"))
    return page(
        request,
        "offices/license_shares.html",
        license=found,
        tab="shares",
        places=shares_of(found),
        page=shown,
        rows=share_rows(shown.rows),
    )


@office_requires(Permission.CLIENTS_MANAGE)
def choose(request: CompanyRequest, company: Company, license: str) -> HttpResponse:
    """To which client: the registered ones with whom nothing is shared yet."""
    found = license_of(company, license)
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    shown = unshared_page(request.membership, found, words, request.GET.get("after"))
    context: dict[str, Any] = {"places": shares_of(found), "query": words, "page": shown}
    return page(request, "offices/choose_client.html", license=found, tab="shares", **context)


def share_or_404(
    request: CompanyRequest, client: str, *, accepted: bool = False
) -> tuple[Client, Share]:
    """The client and its current share; 404 where there is none any more, or none that was accepted."""
    found = client_of(request, client)
    rows = Share.objects.current().select_related("product", "license__product", "company")
    share = rows.filter(client=found).first()
    if share is None or (accepted and share.accepted_at is None):
        raise Http404
    share.client = found
    return found, share


def license_of(company: Company, public_id: str) -> License:
    """A license of the office that shares something; 404 for any other."""
    rows = License.objects.told().filter(company=company, metric=Product.Metric.SHARES)
    found = get_object_or_404(rows, public_id=public_id)
    if not found.product.rules.shares:
        raise Http404
    found.company = company
    return found


def said(share: Share) -> str:
    """What a person reads after an invitation went out."""
    sentence = _("The invitation was sent to %(email)s. It waits until %(day)s.")
    return sentence % {"email": share.email, "day": date_long(share.expires_at)}
