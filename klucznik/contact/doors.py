"""The doors to a ticket: its people when they are signed in, and whoever holds the link of one without an account."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from klucznik.accounts.doors import must_sign_in
from klucznik.companies.demands import lacks_factor
from klucznik.companies.doors import CompanyRequest, enter, factor_demanded
from klucznik.contact.models import Ticket
from klucznik.core.doors import declare

P = ParamSpec("P")
TicketView = Callable[Concatenate[CompanyRequest, Ticket, P], HttpResponseBase]
LinkView = Callable[Concatenate[HttpRequest, Ticket, P], HttpResponseBase]
SHOWN = ("person", "company", "product")


def reader(view: TicketView[P]) -> Callable[..., HttpResponseBase]:
    """Let in whoever asked, and the global administrators to whom the ticket is shown; nobody else finds it.

    The right is looked up at each visit. A second step that the company demands is demanded of administrators here.
    """

    @wraps(view)
    def through(
        request: CompanyRequest, ticket: str, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if answer := must_sign_in(request):
            return answer
        seen = Ticket.objects.visible_to(request.user).select_related(*SHOWN)
        found = get_object_or_404(seen, public_id=ticket)
        if found.person_id != request.user.pk and found.company is not None:
            enter(request, found.company.public_id)
            if lacks_factor(request.membership):
                return factor_demanded(request)
        return view(request, found, *args, **kwargs)

    return declare(through, "reader of the ticket")


def by_secret(view: LinkView[P]) -> Callable[..., HttpResponseBase]:
    """Let in whoever holds the link to a ticket of somebody without an account."""

    @wraps(view)
    def through(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = behind(token)
        if found is None or found.confirmed_at is None or not _is(found.token, token):
            raise Http404
        return view(request, found, *args, **kwargs)

    return declare(through, "link of the ticket")


def to_confirm(token: str) -> Ticket:
    """The ticket that a link confirms; also one that was confirmed already."""
    found = behind(token)
    if found is None or not _is(found.confirming_token, token):
        raise Http404
    return found


def behind(token: str) -> Ticket | None:
    """The ticket that a token names, whether or not its secret is right."""
    public_id = token.partition(".")[0]
    own = Ticket.objects.select_related(*SHOWN).filter(person=None, erased_at=None)
    return own.filter(public_id=public_id).first()


def _is(expected: str, token: str) -> bool:
    return hmac.compare_digest(expected.encode(), token.encode())
