"""The signed receipt of a case for both sides, and the page where anybody checks a case number."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from klucznik.companies.doors import CompanyRequest
from klucznik.core.doors import public
from klucznik.core.http import page
from klucznik.core.provenance import client_address
from klucznik.declarations.doors import claimant
from klucznik.declarations.forms import ConfirmForm
from klucznik.declarations.models import Declaration
from klucznik.declarations.number_forms import NumberForm
from klucznik.declarations.printed_receipts import receipt_pdf
from klucznik.declarations.receipts_of_cases import case_receipt, has_receipt, may_have_receipt
from klucznik.declarations.showing import objection_context
from klucznik.declarations.views.cases import case_page
from klucznik.declarations.voices import is_genuine, voice_with
from klucznik.limits.counting import consume


@require_POST
@claimant
def receipt(request: CompanyRequest, case: Declaration, form: str) -> HttpResponse:
    """For the claimant, also after the end, as long as the words of the case are kept."""
    if not has_receipt(case):
        raise Http404
    asked = ConfirmForm(request.POST)
    counted = lambda: consume(receipt__account=request.user.pk)  # noqa: E731
    given = asked.perform(case_receipt, case, first=counted)
    return receipt_file(case, given, form) if given else case_page(request, case, asked)


@require_POST
@public
def receipt_of_voice(request: HttpRequest, secret: str, form: str) -> HttpResponse:
    """For those who can stop the case, from behind their link."""
    voice = voice_with(secret)
    if voice is None or not may_have_receipt(voice):
        raise Http404
    asked, case = ConfirmForm(request.POST), voice.declaration
    counted = lambda: consume(receipt__address=client_address(request))  # noqa: E731
    given = asked.perform(case_receipt, case, with_claimant=voice.may_freeze, first=counted)
    if given:
        return receipt_file(case, given, form)
    context = objection_context(voice)
    return page(request, "declarations/objection.html", form=asked, secret=secret, **context)


def receipt_file(case: Declaration, given: dict[str, Any], form: str) -> HttpResponse:
    """The receipt as a file to keep: `receipt-OSW-2026-000123.json`."""
    if form == "json":
        answer: HttpResponse = JsonResponse(
            given, json_dumps_params={"ensure_ascii": False, "indent": 2}
        )
    elif form == "pdf":
        pdf = receipt_pdf(given, language=get_language() or case.claimant.language)
        answer = HttpResponse(pdf, content_type="application/pdf")
    else:
        raise Http404
    name = f"receipt-{case.number.replace('/', '-')}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@public
def check(request: HttpRequest) -> HttpResponse:
    """Whether a number from a message is one of ours; nothing is said of companies and people."""
    form = NumberForm(request.POST if request.method == "POST" else None)
    counted = lambda: consume(case__check__address=client_address(request))  # noqa: E731
    found = form.perform(is_genuine, first=counted)
    return page(request, "declarations/check.html", form=form, found=found)
