"""The guide for whoever cannot get in: everything about it stands in the address, and no table is asked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from klucznik.core.doors import public
from klucznik.core.http import page
from klucznik.help.guide import MOST_QUESTIONS, step_at
from klucznik.help.wording import told


@public
def guide(request: HttpRequest) -> HttpResponse:
    """One question with its answers, or the door to which they led; the same for everybody."""
    step = step_at(request.GET.get("way", ""))
    if step is None:
        return redirect("help:guide")
    return page(request, "help/guide.html", step=step, most=MOST_QUESTIONS, **told(step))
