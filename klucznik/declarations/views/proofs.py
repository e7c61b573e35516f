"""The pages on which a claimant adds evidence: one for each kind."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from klucznik.companies.doors import CompanyRequest
from klucznik.core.forms import ActionForm
from klucznik.core.http import page
from klucznik.declarations.actions.codes import answer_code, ask_witness, send_code
from klucznik.declarations.actions.proving import look_up_domain, name_invoice
from klucznik.declarations.doors import claimant
from klucznik.declarations.models import Declaration, Evidence
from klucznik.declarations.proof_forms import AddressForm, CodeForm, InvoiceForm, NothingToType
from klucznik.declarations.proving import addressees, row_of
from klucznik.declarations.scoring import Proof
from klucznik.declarations.sums import proof_context
from klucznik.limits.counting import consume

ADDRESSES = {
    Proof.REGISTER_CODE: "declarations:prove_register",
    Proof.CONTACT_CODE: "declarations:prove_contact",
    Proof.DOMAIN: "declarations:prove_domain",
    Proof.INVOICE: "declarations:prove_invoice",
    Proof.PROGRAM: "declarations:prove_program",
}


def posted(request: CompanyRequest) -> Any:
    return request.POST if request.method == "POST" else None


def proof_page(
    request: CompanyRequest, case: Declaration, proof: Proof, form: ActionForm, **more: Any
) -> HttpResponse:
    """One kind of evidence: what it is, how it stands, the one thing to do."""
    context = proof_context(case, proof) | more
    template = "code" if proof in (Proof.REGISTER_CODE, Proof.CONTACT_CODE) else proof.value
    return page(request, f"declarations/prove/{template}.html", form=form, **context)


@claimant
def prove_code(request: CompanyRequest, case: Declaration, proof: Proof) -> HttpResponse:
    """Type back the code that came to an address of the company."""
    form = CodeForm(posted(request))
    first = lambda: consume(proof__answer__account=request.user.pk)  # noqa: E731
    if form.perform(answer_code, request.user, case, first=first, proof=proof):
        messages.success(request, _("The code is right. It counts from now on."))
        return redirect("declarations:case", case.public_id)
    choices = AddressForm(addresses=addressees(case, proof))
    return proof_page(request, case, proof, form, address_form=choices)


@require_POST
@claimant
def send_proof_code(request: CompanyRequest, case: Declaration, proof: Proof) -> HttpResponse:
    """Send a code to the chosen address."""
    form = AddressForm(request.POST, addresses=addressees(case, proof))

    def first() -> None:
        address = form.cleaned_data["key"]
        consume(mail__proof__email=address, mail__proof__account=request.user.pk)

    if form.perform(send_code, request.user, case, first=first, proof=proof):
        messages.success(request, _("The code is on its way. It is valid for 24 hours."))
        return redirect(ADDRESSES[proof], case.public_id)
    return proof_page(request, case, proof, CodeForm(), address_form=form, status=422)


@claimant
def prove_invoice(request: CompanyRequest, case: Declaration) -> HttpResponse:
    """Name an invoice and its amount."""
    form = InvoiceForm(posted(request))
    first = lambda: consume(proof__answer__account=request.user.pk)  # noqa: E731
    if form.perform(name_invoice, request.user, case, first=first):
        messages.success(request, _("Number and amount are right. They count from now on."))
        return redirect("declarations:case", case.public_id)
    return proof_page(request, case, Proof.INVOICE, form)


@claimant
def prove_domain(request: CompanyRequest, case: Declaration) -> HttpResponse:
    """Look for the record in the DNS, now."""
    form = NothingToType(posted(request))
    first = lambda: consume(proof__domain__account=request.user.pk)  # noqa: E731
    if form.perform(look_up_domain, request.user, case, first=first):
        row = row_of(case, Proof.DOMAIN)
        if row and row.status == Evidence.Status.VALID:
            messages.success(request, _("The record is there. It counts from now on."))
            return redirect("declarations:case", case.public_id)
        return redirect("declarations:prove_domain", case.public_id)
    return proof_page(request, case, Proof.DOMAIN, form)


@claimant
def prove_program(request: CompanyRequest, case: Declaration) -> HttpResponse:
    """Get a code for a program of the company to sign."""
    form = NothingToType(posted(request))
    if form.perform(ask_witness, request.user, case):
        return redirect("declarations:prove_program", case.public_id)
    return proof_page(request, case, Proof.PROGRAM, form)
