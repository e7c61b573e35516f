"""Pictures and files of a help article: what there is, adding one, taking one away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from klucznik.backoffice.doors import StaffRequest, staff
from klucznik.backoffice.forms.acts import ActForm
from klucznik.backoffice.forms.help_files import AttachmentForm
from klucznik.backoffice.permissions import StaffPermission
from klucznik.backoffice.queries.help import row_of
from klucznik.backoffice.queries.help_files import files_of
from klucznik.backoffice.views.help_articles import article_with
from klucznik.backoffice.views.telling import tell_refusal
from klucznik.core.http import page
from klucznik.help.actions.files import add_attachment, remove_attachment
from klucznik.help.models import Attachment
from klucznik.limits.counting import consume


@staff(StaffPermission.HELP_WRITE)
@require_http_methods(["GET", "POST"])
def help_files(request: StaffRequest, article: str) -> HttpResponse:
    found = article_with(article)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AttachmentForm(*sent, count_try=lambda: consume(upload__account=request.user.pk))
    if kept := form.perform(add_attachment, request.user, found):
        messages.success(
            request, _("“%(name)s” is here. The text can call it now.") % {"name": kept.name}
        )
        return redirect("backoffice:help_files", found.key)
    shown: dict[str, Any] = {"article": found, "row": row_of(found), "tab": "files"}
    return page(request, "backoffice/help_files.html", form=form, files=files_of(found), **shown)


@staff(StaffPermission.HELP_WRITE)
@require_POST
def help_remove_file(request: StaffRequest, article: str, attachment: str) -> HttpResponse:
    found = article_with(article)
    there = Attachment.objects.filter(article=found, removed_at=None).select_related("article")
    file = get_object_or_404(there, public_id=attachment)
    form = ActForm(request.POST)
    if form.perform(remove_attachment, request.user, file):
        messages.success(request, _("“%(name)s” is removed.") % {"name": file.name})
    tell_refusal(request, form)
    return redirect("backoffice:help_files", found.key)
