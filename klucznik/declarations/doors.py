"""The door to a case: its claimant comes in, for everybody else there is no such case."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from klucznik.accounts.doors import must_sign_in
from klucznik.companies.doors import CompanyRequest, enter
from klucznik.core.doors import declare
from klucznik.declarations.models import Declaration

P = ParamSpec("P")
CaseView = Callable[Concatenate[CompanyRequest, Declaration, P], HttpResponseBase]


def claimant(view: CaseView[P]) -> Callable[..., HttpResponseBase]:
    """Let in the claimant of a case; the view gets the case in place of the address's `public_id`.

    Who was disconnected from the company keeps their case, and sees it without the company's rail.
    """

    @wraps(view)
    def through(
        request: CompanyRequest, public_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if answer := must_sign_in(request):
            return answer
        mine = Declaration.objects.visible_to(request.user).select_related("company", "claimant")
        case = get_object_or_404(mine, public_id=public_id)
        with suppress(Http404):
            enter(request, case.company.public_id)
        return view(request, case, *args, **kwargs)

    return declare(through, "claimant of the case")
