"""The mail log, and work that was given up."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from klucznik.backoffice.actions.sessions import look_at_company
from klucznik.backoffice.actions.work import retry_work
from klucznik.backoffice.doors import StaffRequest, looked_too_often, staff
from klucznik.backoffice.forms.searching import MailSearchForm
from klucznik.backoffice.permissions import StaffPermission
from klucznik.backoffice.queries.mail import (
    failed_work,
    find_letters,
    letters,
    text_of,
    waiting_work,
)
from klucznik.core.http import page
from klucznik.core.paging import keyset


@staff(StaffPermission.MAIL_READ)
@require_GET
def mail(request: StaffRequest) -> HttpResponse:
    if answer := looked_too_often(request):
        return answer
    form = MailSearchForm(request.GET)
    rows = keyset(find_letters(form.text, form.delivery), ("-id",), request.GET.get("after"))
    return page(request, "backoffice/mail.html", search=form, page=rows)


@staff(StaffPermission.MAIL_READ)
@require_GET
def letter(request: StaffRequest, letter: str) -> HttpResponse:
    found = get_object_or_404(letters(), public_id=letter)
    if found.company:
        look_at_company(request.user, found.company, session=request.staff_session)
    subject, text = text_of(found)
    return page(request, "backoffice/letter.html", letter=found, subject=subject, text=text)


@staff(StaffPermission.JOBS_RETRY)
@require_GET
def jobs(request: StaffRequest) -> HttpResponse:
    return page(request, "backoffice/jobs.html", work=failed_work(), waiting=waiting_work())


@staff(StaffPermission.JOBS_RETRY)
@require_POST
def retry(request: StaffRequest, task: str) -> HttpResponse:
    count = retry_work(request.user, task)
    text = ngettext(
        "%(count)s piece of work starts again.", "%(count)s pieces of work start again.", count
    )
    messages.success(request, text % {"count": count})
    return redirect("backoffice:jobs")
