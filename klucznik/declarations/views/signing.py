"""Others who sign: how the claimant asks them, and the page behind their link."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from klucznik.companies.doors import CompanyRequest
from klucznik.core.doors import public
from klucznik.core.http import page
from klucznik.core.provenance import client_address
from klucznik.declarations.actions.cosigning import (
    ask_signatory,
    refuse_to_sign,
    remind_signatory,
    revoke_signatory,
    sign_together,
)
from klucznik.declarations.documents import declaration_pdf
from klucznik.declarations.doors import claimant
from klucznik.declarations.forms import ConfirmForm, FilesForm
from klucznik.declarations.models import CoSignatory, Declaration
from klucznik.declarations.papers import content_of, file_data
from klucznik.declarations.saying import address_of_signatory, last_signed, signatory_with
from klucznik.declarations.states import EDITABLE
from klucznik.declarations.views.cases import case_page, signatory_form
from klucznik.limits.counting import consume


@require_POST
@claimant
def ask(request: CompanyRequest, case: Declaration) -> HttpResponse:
    """Ask somebody else whom the letter names."""
    form = signatory_form(case, request.POST)
    counted = lambda: count_letter(case, str(form.cleaned_data["email"]))  # noqa: E731
    if form.perform(ask_signatory, request.user, case, first=counted):
        messages.success(request, _("We have written to them. You will see here when they sign."))
        return redirect("declarations:case", case.public_id)
    return case_page(request, case, form)


def count_letter(case: Declaration, email: str) -> None:
    """Nobody's mailbox is filled by asking."""
    consume(signatory__case=case.pk, mail__signatory__email=email.lower())


@require_POST
@claimant
def remind(request: CompanyRequest, case: Declaration, signatory: str) -> HttpResponse:
    """Write to a signatory once more."""
    asked = asked_in(case, signatory)
    form = ConfirmForm(request.POST)
    counted = lambda: count_letter(case, address_of_signatory(asked))  # noqa: E731
    if form.perform(remind_signatory, request.user, asked, first=counted):
        messages.success(request, _("We have written to them again."))
        return redirect("declarations:case", case.public_id)
    return case_page(request, case, form)


@require_POST
@claimant
def revoke(request: CompanyRequest, case: Declaration, signatory: str) -> HttpResponse:
    """Take the question back."""
    form = ConfirmForm(request.POST)
    if form.perform(revoke_signatory, request.user, asked_in(case, signatory)):
        messages.success(
            request, _("The question was taken back. Its link does not work any more.")
        )
        return redirect("declarations:case", case.public_id)
    return case_page(request, case, form)


def asked_in(case: Declaration, signatory: str) -> CoSignatory:
    """An open question of this case."""
    return get_object_or_404(
        CoSignatory.objects.select_related("declaration__company"),
        declaration=case,
        public_id=signatory,
        revoked_at=None,
    )


def behind(secret: str) -> CoSignatory:
    """Whose link this is; nobody has to sign in."""
    if asked := signatory_with(secret):
        return asked
    raise Http404


@public
def signatory(request: HttpRequest, secret: str) -> HttpResponse:
    """What is to be signed, for whom, and where to send it. Looking changes nothing."""
    asked = behind(secret)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    counted = lambda: consume(signatory__address=client_address(request))  # noqa: E731
    form = FilesForm(*data, count_try=counted)
    if form.perform(sign_together, asked):
        return redirect("declarations:signatory", secret=secret)
    signed = last_signed(asked.declaration)
    facts = what_is_asked(asked, secret)
    return page(request, "declarations/signatory.html", form=form, signed=signed, **facts)


def what_is_asked(asked: CoSignatory, secret: str) -> dict[str, Any]:
    """What both pages behind the link tell."""
    case = asked.declaration
    is_open = case.state in EDITABLE and not asked.refused_at
    return {"asked": asked, "case": case, "secret": secret, "is_open": is_open}


@public
def refuse(request: HttpRequest, secret: str) -> HttpResponse:
    """A page that says what a refusal means, and the button."""
    asked = behind(secret)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.perform(refuse_to_sign, asked):
        return redirect("declarations:signatory", secret=secret)
    facts = what_is_asked(asked, secret)
    return page(request, "declarations/refuse_to_sign.html", form=form, **facts)


@public
@require_GET
def letter(request: HttpRequest, secret: str) -> HttpResponse:
    """The letter without signatures."""
    case = behind(secret).declaration
    if not case.content or case.state not in EDITABLE:
        raise Http404
    return given(declaration_pdf(content_of(case)), "application/pdf", f"{number(case)}.pdf")


@public
@require_GET
def signed_file(request: HttpRequest, secret: str) -> HttpResponse:
    """The letter with the signatures that it has so far."""
    case = behind(secret).declaration
    file = last_signed(case)
    if file is None or case.state not in EDITABLE:
        raise Http404
    ending = file.name.rpartition(".")[2]
    return given(file_data(file), file.media_type, f"{number(case)}-1.{ending}")


def number(case: Declaration) -> str:
    return case.number.replace("/", "-")


def given(data: bytes, media_type: str, name: str) -> HttpResponse:
    """A file to keep; no browser opens it as a page."""
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
