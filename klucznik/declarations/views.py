"""The pages of a case for its claimant, and the page of somebody who objects."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from klucznik.accounts.doors import must_confirm_factor
from klucznik.companies.doors import CompanyRequest
from klucznik.core.doors import public
from klucznik.core.forms import ActionForm
from klucznik.core.http import page
from klucznik.core.provenance import client_address
from klucznik.declarations.actions.accepting import accept_grant
from klucznik.declarations.actions.contests import object_to
from klucznik.declarations.actions.evidence import add_files, remove_file
from klucznik.declarations.actions.submitting import (
    answer_question,
    submit_declaration,
    withdraw_declaration,
)
from klucznik.declarations.documents import declaration_pdf
from klucznik.declarations.doors import claimant
from klucznik.declarations.forms import AnswerForm, ConfirmForm, FilesForm, ObjectionForm
from klucznik.declarations.models import Declaration, EvidenceFile
from klucznik.declarations.papers import content_of
from klucznik.declarations.showing import case_context, objection_context
from klucznik.declarations.voices import voice_with
from klucznik.limits.counting import consume


@claimant
def case(request: CompanyRequest, case: Declaration) -> HttpResponse:
    """Where the case stands, what happens when, and the one next step."""
    return case_page(request, case)


def case_page(
    request: CompanyRequest, case: Declaration, form: ActionForm | None = None
) -> HttpResponse:
    """The page of a case, with the form that was just refused, if any."""
    files_form = form if isinstance(form, FilesForm) else empty_files_form()
    return page(
        request,
        "declarations/case.html",
        form=form,
        files_form=files_form,
        answer_form=form if isinstance(form, AnswerForm) else AnswerForm(),
        **case_context(case, language=request.LANGUAGE_CODE),
    )


def empty_files_form() -> FilesForm:
    return FilesForm(count_try=lambda: None)


@claimant
def document(request: CompanyRequest, case: Declaration) -> HttpResponse:
    """The declaration to sign, as a PDF."""
    if not case.content:
        raise Http404
    response = HttpResponse(declaration_pdf(content_of(case)), content_type="application/pdf")
    name = case.number.replace("/", "-")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response


@require_POST
@claimant
def add(request: CompanyRequest, case: Declaration) -> HttpResponse:
    """Keep the chosen files."""
    form = FilesForm(
        request.POST, request.FILES, count_try=lambda: consume(upload__account=request.user.pk)
    )
    if form.perform(add_files, request.user, case):
        messages.success(request, _("The file was added. Check the list and send it."))
        return redirect("declarations:case", case.public_id)
    return case_page(request, case, form)


@require_POST
@claimant
def remove(request: CompanyRequest, case: Declaration, file: str) -> HttpResponse:
    """Take a file back."""
    found = get_object_or_404(EvidenceFile, declaration=case, public_id=file)
    form = ConfirmForm(request.POST)
    if form.perform(remove_file, request.user, case, found):
        messages.success(request, _("The file was removed."))
        return redirect("declarations:case", case.public_id)
    return case_page(request, case, form)


@require_POST
@claimant
def submit(request: CompanyRequest, case: Declaration) -> HttpResponse:
    """Send the declaration, or the answer to a question, to the reviewers."""
    asked = case.state == "needs_info"
    form = AnswerForm(request.POST) if asked else ConfirmForm(request.POST)
    if form.perform(answer_question if asked else submit_declaration, request.user, case):
        messages.success(request, _("We have it. We will write to you when it is checked."))
        return redirect("declarations:case", case.public_id)
    return case_page(request, case, form)


@claimant
def accept(request: CompanyRequest, case: Declaration) -> HttpResponse:
    """Take the rights; only right after the second step."""
    if case.state != "ready":
        return redirect("declarations:case", case.public_id)
    if answer := must_confirm_factor(request):
        return answer
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.perform(accept_grant, request.user, case):
        messages.success(request, _("You are a global administrator now."))
        return redirect(case.company)
    context = case_context(case, language=request.LANGUAGE_CODE)
    days = settings.PROBATION_DAYS
    return page(request, "declarations/accept.html", form=form, probation_days=days, **context)


@claimant
def withdraw(request: CompanyRequest, case: Declaration) -> HttpResponse:
    """Give the case up, after a page that says what that means."""
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.perform(withdraw_declaration, request.user, case):
        messages.success(request, _("The case was withdrawn."))
        return redirect("declarations:case", case.public_id)
    context = case_context(case, language=request.LANGUAGE_CODE)
    return page(request, "declarations/withdraw.html", form=form, **context)


@public
def objection(request: HttpRequest, secret: str) -> HttpResponse:
    """What is going on and the button that stops it. Looking changes nothing; nobody has to sign in."""
    voice = voice_with(secret)
    if voice is None:
        raise Http404
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    counted = lambda: consume(objection__address=client_address(request))  # noqa: E731
    if form.perform(object_to, voice, first=counted):
        return redirect("declarations:objection", secret=secret)
    return page(request, "declarations/objection.html", form=form, **objection_context(voice))
