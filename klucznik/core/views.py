"""Pages that belong to no noun: the vendor's files, a refused form, is the server well."""

from __future__ import annotations

import sys
from datetime import date

from django.db import InterfaceError, OperationalError, connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext

from klucznik.core.documents import is_kind
from klucznik.core.doors import public
from klucznik.core.http import page
from klucznik.core.samples import middle_page, refused, untouched
from klucznik.core.vendor import vendor

VENDOR_FILES = {"logo.svg": "image/svg+xml", "theme.css": "text/css; charset=utf-8"}


@public
def vendor_file(request: HttpRequest, name: str) -> FileResponse:
    """The vendor's own logo and theme."""
    path = vendor().folder / name
    if name not in VENDOR_FILES or not path.exists():
        raise Http404
    response = FileResponse(path.open("rb"), content_type=VENDOR_FILES[name])
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@public
def document(request: HttpRequest, kind: str) -> HttpResponse:
    """One of the vendor's texts in full: in force now, or an older or coming one."""
    if not is_kind(kind):
        raise Http404
    versions, now = vendor().versions(kind), vendor().version_in_force(kind)
    version = request.GET.get("version", now)
    if version not in versions:
        raise Http404
    return page(
        request,
        "core/document.html",
        document=vendor().document(kind, version=version),
        changes=vendor().changes(kind, version),
        now=date.fromisoformat(now),
        others=[date.fromisoformat(one) for one in reversed(versions) if one != version],
    )


@public
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every token, component and state on one page."""
    return page(
        request,
        "core/styleguide.html",
        untouched=untouched(),
        refused=refused(),
        keyset=middle_page(),
        steps=["NIP firmy", "Numer licencji", "Gotowe"],
    )


@public
def alive(request: HttpRequest) -> HttpResponse:
    """For a supervisor: the process answers."""
    return JsonResponse({"alive": True})


@public
def ready(request: HttpRequest) -> HttpResponse:
    """For a load balancer: the database answers too."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # noqa: BLE001 (whatever is wrong with the database, the answer is the same)
        return JsonResponse({"ready": False}, status=503)
    return JsonResponse({"ready": True})


def broken(request: HttpRequest) -> HttpResponse:
    """Something failed: 503 with a time to come back when it is the database, 500 otherwise. Needs nothing itself."""
    is_away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    status = 503 if is_away else 500
    if request.path.startswith("/api/"):
        response: HttpResponse = _broken_for_program(status)
    else:
        response = HttpResponse(render_to_string(f"{status}.html"), status=status)
    if is_away:
        response.headers["Retry-After"] = "10"
    return response


def _broken_for_program(status: int) -> HttpResponse:
    """Programs get a problem (RFC 9457), as for everything else."""
    code = "unavailable" if status == 503 else "broken"
    body = {
        "type": f"urn:klucznik:{code}",
        "title": code,
        "status": status,
        "detail": gettext("This cannot be done now."),
        "field": None,
    }
    return JsonResponse(body, status=status, content_type="application/problem+json; charset=utf-8")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or did not come from our page."""
    return render(request, "403_csrf.html", status=403)
