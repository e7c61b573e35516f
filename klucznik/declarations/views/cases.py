"""The pages of a case for its claimant, and the page of somebody who objects."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from klucznik.accounts.doors import must_confirm_factor
from klucznik.companies.doors import CompanyRequest
from klucznik.core.doors import public
from klucznik.core.forms import ActionForm
from klucznik.core.http import page
from klucznik.core.provenance import client_address
from klucznik.declarations import figures
from klucznik.declarations.actions.accepting import accept_grant
from klucznik.declarations.actions.appealing import appeal as appeal_rejection
from klucznik.declarations.actions.contests import (
    add_to_objection,
    object_to,
    take_objection_back,
)
from klucznik.declarations.actions.evidence import add_files, remove_file
from klucznik.declarations.actions.submitting import (
    answer_question,
    submit_declaration,
    withdraw_declaration,
)
from klucznik.declarations.appeals import appeal_until
from klucznik.declarations.documents import declaration_pdf
from klucznik.declarations.doors import claimant
from klucznik.declarations.forms import (
    AnswerForm,
    AppealForm,
    ConfirmForm,
    FilesForm,
    MoreForm,
    ObjectionForm,
    SignatoryForm,
)
from klucznik.declarations.models import ROLE_KINDS, Declaration, EvidenceFile, Notified
from klucznik.declarations.papers import content_of
from klucznik.declarations.saying import places
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
    if case.state == "needs_info":
        files_form.fields["file"].label = _("Signed declaration, power of attorney or extract")
    elif case.kind not in ROLE_KINDS:
        files_form.fields["file"].label = _("Signed letter")
    return page(
        request,
        "declarations/case.html",
        form=form,
        files_form=files_form,
        answer_form=form if isinstance(form, AnswerForm) else AnswerForm(),
        signatory_form=form if isinstance(form, SignatoryForm) else signatory_form(case),
        **case_context(case, language=request.LANGUAGE_CODE),
    )


def signatory_form(case: Declaration, data: QueryDict | None = None) -> SignatoryForm:
    """The form that asks somebody else to sign; only who was not asked and has not signed can be chosen."""
    return SignatoryForm(data, names=[one.name for one in places(case) if one.is_missing])


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
    if case.state == "in_review":
        messages.info(request, _("It has been sent already."))
        return redirect("declarations:case", case.public_id)
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
    if after := form.perform(accept_grant, request.user, case):
        return _accepted(request, after)
    context = case_context(case, language=request.LANGUAGE_CODE)
    days = settings.PROBATION_DAYS
    return page(request, "declarations/accept.html", form=form, probation_days=days, **context)


def _accepted(request: CompanyRequest, case: Declaration) -> HttpResponse:
    """Granted; or something had changed, and the page of the case says what happens now."""
    if case.state == "granted":
        messages.success(request, _("You are a global administrator now."))
        return redirect(case.company)
    messages.warning(
        request, _("Something changed since the people were told. See below what happens now.")
    )
    return redirect("declarations:case", case.public_id)


@claimant
def appeal(request: CompanyRequest, case: Declaration) -> HttpResponse:
    """Ask for a second look at a rejected letter."""
    until = appeal_until(case)
    if until is None:
        return redirect("declarations:case", case.public_id)
    form = AppealForm(
        request.POST or None,
        request.FILES or None,
        count_try=lambda: consume(upload__account=request.user.pk),
    )
    if after := form.perform(appeal_rejection, request.user, case):
        messages.success(request, _("We have your appeal. Other reviewers will look at it."))
        return redirect("declarations:case", after.public_id)
    context = case_context(case, language=request.LANGUAGE_CODE)
    return page(request, "declarations/appeal.html", form=form, until=until, **context)


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
    return page(request, "declarations/objection.html", form=form, **_objection_page(voice, secret))


def _objection_page(voice: Notified, secret: str, more: MoreForm | None = None) -> dict[str, Any]:
    empty = MoreForm(count_try=lambda: None)
    return {**objection_context(voice), "secret": secret, "more": more or empty}


@require_POST
@public
def more(request: HttpRequest, secret: str) -> HttpResponse:
    """What an objector adds, as long as the objection waits."""
    voice = voice_with(secret)
    if voice is None:
        raise Http404
    address = client_address(request)
    form = MoreForm(
        request.POST,
        request.FILES,
        count_try=lambda: consume(objection__file__address=address),
    )
    counted = lambda: consume(objection__address=address)  # noqa: E731
    if form.perform(add_to_objection, voice, first=counted):
        messages.success(request, _("We have it. The reviewers will see it."))
        return redirect("declarations:objection", secret=secret)
    context = {"form": ObjectionForm(), **_objection_page(voice, secret, form)}
    return page(request, "declarations/objection.html", status=422, **context)


@require_POST
@public
def take_back(request: HttpRequest, secret: str) -> HttpResponse:
    """Whoever objected by mistake says so; reviewers still decide."""
    voice = voice_with(secret)
    if voice is None:
        raise Http404
    form = ConfirmForm(request.POST)
    counted = lambda: consume(objection__address=client_address(request))  # noqa: E731
    if form.perform(take_objection_back, voice, first=counted):
        messages.success(request, _("Your objection is taken back."))
        return redirect("declarations:objection", secret=secret)
    context = {"form": ObjectionForm(), **_objection_page(voice, secret), "taking_back": form}
    return page(request, "declarations/objection.html", status=422, **context)


@public
@require_GET
def public_figures(request: HttpRequest) -> HttpResponse:
    """How long cases take, for everybody, where the vendor wishes it."""
    if not settings.PUBLIC_FIGURES:
        raise Http404
    return page(request, "declarations/figures.html", figures=figures.public_figures())
