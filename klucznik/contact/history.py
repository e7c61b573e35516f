"""From the history of a company to the tickets that its global administrators may read."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klucznik.companies.history import Link
from klucznik.companies.models import Membership
from klucznik.contact.models import Ticket
from klucznik.events.models import Event


def links(events: Sequence[Event], viewer: Membership) -> dict[int, Link]:
    """Fulfills settings.EVENT_LINKS: a ticket that the viewer sees now."""
    label = Ticket._meta.label
    about = {event.pk: event.subject_id or 0 for event in events if event.subject_type == label}
    if not about:
        return {}
    seen = Ticket.objects.visible_to(viewer.user).filter(pk__in=about.values())
    ids = dict(seen.values_list("pk", "public_id"))
    return {
        event: Link(_("The ticket"), reverse("contact:ticket", args=[ids[key]]))
        for event, key in about.items()
        if key in ids
    }
