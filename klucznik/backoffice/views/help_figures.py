"""How well the help centre helps: voices of readers month by month, articles that fail, questions without an answer."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from klucznik.backoffice.doors import StaffRequest, staff
from klucznik.backoffice.permissions import StaffPermission
from klucznik.backoffice.queries.help_voices import STEP, bars, worst_articles
from klucznik.core.http import page
from klucznik.help.figures import most_searched, searched_in_vain


@staff(StaffPermission.HELP_WRITE)
@require_GET
def help_figures(request: StaffRequest) -> HttpResponse:
    months = bars()
    return page(
        request,
        "backoffice/help_figures.html",
        bars=months,
        voices=sum(bar.counted.voices for bar in months),
        width=len(months) * STEP,
        worst=worst_articles(),
        in_vain=searched_in_vain(),
        asked=most_searched(),
    )
