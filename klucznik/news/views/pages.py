"""The open pages: the list, one notice, the state of the services."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from klucznik.core import clock
from klucznik.core.doors import public
from klucznik.core.http import page
from klucznik.core.paging import keyset
from klucznik.news.audience import is_concerned
from klucznik.news.board import board, story_of
from klucznik.news.models import Notice
from klucznik.news.parts import services
from klucznik.news.rendering import html_of
from klucznik.news.states import Kind
from klucznik.news.views.fresh import fresh

SIZE = 20
ORDER = ("-published_at", "-id")


@public
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """What the vendor published, the newest first, all or of one kind."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in Kind.values else ""
    rows = Notice.objects.public().prefetch_related("progress")
    found = keyset(rows.filter(kind=kind) if kind else rows, ORDER, request.GET.get("after"), SIZE)
    known = services()
    stories = [story_of(one, known) for one in found.rows]
    context: dict[str, Any] = {"page": found, "stories": stories, "kind": kind, "kinds": Kind}
    told = [(one.notice.pk, one.notice.changed_at, one.phase.value) for one in stories]
    mark = repr((request.get_full_path(), told, found.next))
    return fresh(request, mark, lambda: page(request, "news/news.html", **context))


@public
@require_safe
def notice(request: HttpRequest, notice: str) -> HttpResponse:
    """One notice with its course; one that was taken back says so and nothing else."""
    found = readable(request, notice)
    if found.withdrawn_at:
        return page(request, "news/withdrawn.html", status=410)
    story, html = story_of(found), html_of(found, (get_language() or "pl")[:2])
    mark = repr((found.pk, found.changed_at, story.phase.value))
    return fresh(
        request,
        mark,
        lambda: page(request, "news/notice.html", story=story, html=html),
        changed_at=found.changed_at,
    )


@public
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """The state of the services; HTMX asks for the board once a minute."""
    shown = board()
    return fresh(
        request,
        f"{shown.mark}|{clock.today()}",
        lambda: page(request, "news/status.html", board=shown),
        changed_at=shown.changed_at,
    )


def readable(request: HttpRequest, public_id: str) -> Notice:
    """A published notice; one for global administrators only for them. 404 for everybody else."""
    rows = Notice.objects.filter(published_at__isnull=False).prefetch_related("progress")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    if found.for_administrators and not found.withdrawn_at:
        user = request.user
        if not user.is_authenticated or not is_concerned(user, found):
            raise Http404
    return found
