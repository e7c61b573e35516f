"""From an article to a page inside the reader's company."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from klucznik.accounts.doors import anyone_signed_in
from klucznik.companies.places import places_page
from klucznik.core.http import PortalRequest, page
from klucznik.help.rendering.linking import address_in, is_in_company


@anyone_signed_in
def go(request: PortalRequest, name: str) -> HttpResponse:
    """To the page of the only company, or to the choice among several."""
    if not is_in_company(name):
        raise Http404
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    found = places_page(request.user, words, request.GET.get("after"))
    for place in found.rows:
        place.address = address_in(place.company, name)  # type: ignore[attr-defined]
    is_one_of_many = bool(words or found.next or not found.first)
    if len(found.rows) == 1 and not is_one_of_many:
        return redirect(found.rows[0].address)  # type: ignore[attr-defined]
    if not found.rows and not is_one_of_many:
        return redirect("companies:switch")
    return page(request, "help/choose_company.html", found=found, q=words, is_long=is_one_of_many)
