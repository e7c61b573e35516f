"""Passing a license on: the giver offers and may withdraw, the receiver accepts or declines."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission
from klucznik.core.http import page
from klucznik.licensing import transfers
from klucznik.licensing.actions.transferring import (
    accept_transfer,
    decline_transfer,
    offer_license,
    withdraw_transfer,
)
from klucznik.licensing.forms import ConfirmForm, OfferForm, ReceiverForm, StatementForm
from klucznik.licensing.models import License, Transfer
from klucznik.licensing.trying import count_transfer
from klucznik.licensing.views.registering import license_of


@requires(Permission.LICENSES_TRANSFER)
def transfer(request: CompanyRequest, company: Company, license: str) -> HttpResponse:
    """The offer that is open, or what passing a license on means and why it is not possible now."""
    found = license_of(company, license)
    offer = transfers.waiting().filter(license=found).first()
    why = transfers.why_not(found) or transfers.why_held(found)
    return page(
        request, "licensing/transfer.html", license=found, tab="periods", offer=offer, why=why
    )


@requires(Permission.LICENSES_TRANSFER, fresh_factor=True)
def offer(request: CompanyRequest, company: Company, license: str) -> HttpResponse:
    """First whom, then the statement about exactly this company."""
    found = license_of(company, license)
    receiver = ReceiverForm(request.GET if "tax_id" in request.GET else None)
    form = OfferForm(request.POST if request.method == "POST" else None)
    if form.perform(offer_license, request.user, found, first=partial(count_transfer, company)):
        messages.success(request, _("The offer was sent. Nothing changes before it is accepted."))
        return redirect("licensing:transfer", company.public_id, found.public_id)
    context = offer_context(found, receiver, form)
    return page(request, "licensing/offer.html", license=found, tab="periods", **context)


def offer_context(license: License, receiver: ReceiverForm, form: OfferForm) -> dict[str, Any]:
    """The form for whom, until it is known; then the one with the statement."""
    if form.is_bound:
        receiver = ReceiverForm({"tax_id": form.data.get("tax_id", "")})
    if not receiver.is_valid():
        return {"form": receiver, "statement": None}
    tax_id = receiver.cleaned_data["tax_id"]
    statement = transfers.giver_statement(license, tax_id)
    if not form.is_bound:
        form.initial = {"tax_id": str(tax_id), "statement": transfers.digest(statement)}
    return {"form": form, "statement": statement, "tax_id": tax_id}


@requires(Permission.LICENSES_TRANSFER)
def withdraw(request: CompanyRequest, company: Company, license: str) -> HttpResponse:
    """Take the open offer back."""
    found = license_of(company, license)
    offer = transfers.waiting().filter(license=found).first()
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if offer and form.perform(withdraw_transfer, request.user, offer):
        messages.success(request, _("The offer was withdrawn. The license stays with you."))
    tell(request, form)
    return redirect("licensing:transfer", company.public_id, found.public_id)


@requires(Permission.LICENSES_TRANSFER)
def takeover(request: CompanyRequest, company: Company, transfer: str) -> HttpResponse:
    """What is offered, by whom, and what accepting it means."""
    offer = offer_to(company, transfer)
    return page(request, "licensing/takeover.html", offer=offer, is_open=is_open(offer))


@requires(Permission.LICENSES_TRANSFER, fresh_factor=True)
def accept(request: CompanyRequest, company: Company, transfer: str) -> HttpResponse:
    """The receiver's statement; with it the license changes hands."""
    offer = offer_to(company, transfer)
    statement = transfers.receiver_statement(offer)
    initial = {"statement": transfers.digest(statement)}
    form = StatementForm(request.POST if request.method == "POST" else None, initial=initial)
    if done := form.perform(accept_transfer, request.user, offer):
        messages.success(request, _("The license is yours. Activate your devices now."))
        return redirect("licensing:license", company.public_id, done.license.public_id)
    if not is_open(offer) and not form.is_bound:
        return redirect("licensing:takeover", company.public_id, offer.public_id)
    return page(
        request, "licensing/accept_transfer.html", offer=offer, form=form, statement=statement
    )


@requires(Permission.LICENSES_TRANSFER)
def decline(request: CompanyRequest, company: Company, transfer: str) -> HttpResponse:
    """Say no."""
    offer = offer_to(company, transfer)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.perform(decline_transfer, request.user, offer):
        messages.success(request, _("You declined the offer. The other side is told."))
    tell(request, form)
    return redirect("licensing:takeover", company.public_id, offer.public_id)


def offer_to(company: Company, transfer: str) -> Transfer:
    """An offer to this company, also one that is closed: a link in a message leads to an answer."""
    rows = Transfer.objects.select_related("license__product__line", "giver")
    found = get_object_or_404(rows, receiver=company, public_id=transfer)
    found.receiver = company
    return found


def is_open(offer: Transfer) -> bool:
    return transfers.waiting().filter(pk=offer.pk).exists()


def tell(request: CompanyRequest, form: ConfirmForm) -> None:
    """A refusal of one button is told on the page to which it leads back."""
    for refusal in form.non_field_errors():
        messages.error(request, str(refusal))
