"""What somebody had typed about a notice when their staff session was over: kept until they are back, for one look."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from klucznik.backoffice.doors import StaffRequest

KEY = "notice_typed"


def keep_new(request: StaffRequest) -> HttpResponse:
    """The same for a notice that has no page yet."""
    return _kept(request, request.path)


def keep_typed(request: StaffRequest, notice: str) -> HttpResponse:
    """Instead of the act: keep the form, and ask for a new session that leads back to it."""
    has_page = request.path.endswith(("/edit/", "/correct/"))
    page = reverse("backoffice:notice", args=[notice])
    return _kept(request, request.path if has_page else page)


def _kept(request: StaffRequest, back: str) -> HttpResponse:
    typed = request.POST.copy()
    for name in ("csrfmiddlewaretoken", "act"):
        typed.pop(name, None)
    request.session[KEY] = {"path": request.path, "typed": typed.urlencode()}
    return redirect(f"{reverse('backoffice:start')}?{urlencode({'next': back})}")


def kept_typed(request: StaffRequest, path: str) -> QueryDict | None:
    """The form that was sent to this address, once; None when none was kept."""
    kept = request.session.get(KEY) or {}
    if kept.get("path") != path:
        return None
    del request.session[KEY]
    return QueryDict(kept["typed"])
