"""What one person does: puts a notice away, and ends letters of news by the link in one of them."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from klucznik.accounts.doors import anyone_signed_in
from klucznik.core.doors import public
from klucznik.core.http import PortalRequest, page
from klucznik.news.actions.reading import end_letters, put_away
from klucznik.news.models import Notice
from klucznik.news.tokens import person_of


@anyone_signed_in
@require_POST
def put_notice_away(request: PortalRequest, notice: str) -> HttpResponse:
    """Gone from this person's pages; they come back to the one they were on."""
    put_away(request.user, get_object_or_404(Notice.objects.published(), public_id=notice))
    messages.success(request, _("Put away. You find it among the news any time."))
    return redirect(_page_before(request))


@csrf_exempt
@public
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """The page asks before it does anything; a mail program's one click (RFC 8058) comes as a POST."""
    person = person_of(token)
    if person is None:
        return page(request, "news/unsubscribe.html", status=404, person=None)
    if request.method == "POST":
        end_letters(person)
    with translation.override(person.language):
        done = request.method == "POST"
        return page(request, "news/unsubscribe.html", person=person, done=done)


def _page_before(request: HttpRequest) -> str:
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}):
        return "/"
    parts = urlsplit(before)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
