"""The way to one's tickets, in the rail of one's own pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from klucznik.contact.models import Ticket


@dataclass(frozen=True)
class Way:
    """One entry: where it leads, and how many answers wait behind it."""

    label: str | Promise
    url: str
    icon: str
    badge: int = 0


def tickets_link(request: HttpRequest) -> Way | None:
    """My tickets, with the number of those that have an answer nobody has read (settings.PERSON_LINKS)."""
    if not request.user.is_authenticated:
        return None
    unread = Ticket.objects.unread_by(request.user).values("pk")[:99].count()
    return Way(_("My tickets"), reverse("contact:tickets"), "mail", unread)
