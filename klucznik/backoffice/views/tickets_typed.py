"""An answer that came after the end of a staff session: kept in the browser's session until its writer is back."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from klucznik.backoffice.doors import StaffRequest
from klucznik.contact.models import Ticket

KEY = "ticket_typed"
KEPT = ("text", "article", "close")


def keep_typed(request: StaffRequest, ticket: str) -> HttpResponse:
    """Instead of sending: keep the words, and ask for a new session that leads back to them."""
    typed = {name: request.POST.get(name, "") for name in KEPT}
    request.session[KEY] = {"ticket": ticket, "typed": typed}
    back = reverse("backoffice:ticket", args=[ticket])
    return redirect(f"{reverse('backoffice:start')}?{urlencode({'next': back})}")


def kept_typed(request: StaffRequest, ticket: Ticket) -> dict[str, str]:
    """The words for this ticket, once; nothing when none were kept."""
    kept = request.session.get(KEY) or {}
    if kept.get("ticket") != ticket.public_id:
        return {}
    del request.session[KEY]
    typed: dict[str, str] = kept["typed"]
    return typed
