"""The files of articles: pictures to see, everything else to take."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from klucznik.core.doors import public
from klucznik.help.models import Attachment

HARMLESS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    # Another file has another address, so this one may be kept; not for long, since an article can be withdrawn.
    "Cache-Control": "public, max-age=3600",
}


@public
def file(request: HttpRequest, attachment: str, name: str) -> HttpResponse:
    """A file of an article that readers can open."""
    found = get_object_or_404(
        Attachment, public_id=attachment, name=name, removed_at=None, article__withdrawn_at=None
    )
    response = HttpResponse(bytes(found.data), content_type=found.media_type, headers=HARMLESS)
    if not found.is_picture:
        response.headers["Content-Disposition"] = content_disposition_header(True, found.name) or ""
    return response
