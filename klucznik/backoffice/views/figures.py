"""How long cases take and how they go: the figures of the last 90 days."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from klucznik.backoffice.doors import StaffRequest, staff
from klucznik.backoffice.permissions import StaffPermission
from klucznik.core.http import page
from klucznik.declarations.figures import figures as measured


@staff(StaffPermission.FIGURES_READ)
@require_GET
def figures(request: StaffRequest) -> HttpResponse:
    public = settings.PUBLIC_FIGURES
    return page(request, "backoffice/figures.html", figures=measured(), public=public)
