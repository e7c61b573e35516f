"""The accounting office of a company: what it shares, what it may do, and the relation as a file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from klucznik.companies.doors import CompanyRequest, requires
from klucznik.companies.models import Company
from klucznik.companies.permissions import Permission
from klucznik.core.http import page
from klucznik.offices.exporting import as_document, as_sheet
from klucznik.offices.life import State
from klucznik.offices.reading import events_at_client, relations_of

LATEST = 10
MOST_ENDED = 20


@requires(Permission.OFFICE_READ)
def office(request: CompanyRequest, company: Company) -> HttpResponse:
    """Who shares what with the company, what it may do there, and what happened lately."""
    relations = relations_of(request.membership)
    events = list(events_at_client(company)[:LATEST])
    return page(
        request,
        "offices/served.html",
        asked=[one for one in relations if one.share.state == State.ASKED],
        active=[one for one in relations if one.share.state == State.ACTIVE],
        reading=[one for one in relations if one.share.state == State.READING],
        ended=[one for one in relations if one.share.state == State.ENDED][:MOST_ENDED],
        events=events,
    )


@requires(Permission.OFFICE_READ)
def export(request: CompanyRequest, company: Company, form: str) -> HttpResponse:
    """All of the relation: what was shared, the powers with their dates, who served, what happened."""
    name = f"{_('accounting-office')}-{company.tax_number}.{form}"
    answer: Any
    if form == "json":
        answer = JsonResponse(
            as_document(company), json_dumps_params={"indent": 2, "ensure_ascii": False}
        )
    elif form == "csv":
        answer = StreamingHttpResponse(as_sheet(company), content_type="text/csv; charset=utf-8")
    else:
        raise Http404
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
