"""How views answer: a page, or the part of it that HTMX asked for; and the typed requests they get."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.cache import patch_vary_headers

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from klucznik.accounts.models import User


class PortalRequest(HttpRequest):
    """A request of somebody who is signed in (the door made sure)."""

    user: User
    htmx: HtmxDetails


def page(
    request: HttpRequest, template: str, *, status: int | None = None, **context: Any
) -> HttpResponse:
    """Render a page, or the partial named like the element HTMX replaces; 422 when a form in it has errors."""
    form = context.get("form")
    if status is None:
        status = 422 if form is not None and form.is_bound and form.errors else 200
    response = render(request, _part(request, template), context, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _part(request: HttpRequest, template: str) -> str:
    target = request.headers.get("HX-Target", "")
    if request.headers.get("HX-Request") != "true" or not target.isidentifier():
        return template
    try:
        get_template(f"{template}#{target}")
    except TemplateDoesNotExist:
        return template
    return f"{template}#{target}"
