"""The way back to the invitation of an office, for a client who has the numbers and not the message."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from klucznik.core.doors import public
from klucznik.core.http import page
from klucznik.core.provenance import client_address
from klucznik.offices.actions.finding import ask_by_number
from klucznik.offices.forms.finding import FindShareForm
from klucznik.offices.trying import count_finding


@public
def find(request: HttpRequest) -> HttpResponse:
    """Two numbers; what they are worth is told to nobody but the mailbox on record."""
    form = FindShareForm(request.POST if request.method == "POST" else None)
    person = request.user if request.user.is_authenticated else None
    if form.perform(ask_by_number, person, first=lambda: count_finding(client_address(request))):
        return redirect("shares:found")
    return page(request, "offices/find.html", form=form)


@public
def found(request: HttpRequest) -> HttpResponse:
    """What happens now, the same for right numbers and wrong ones."""
    return page(request, "offices/found.html")
