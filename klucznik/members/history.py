"""From the history of a company to the people and invitations that its events are about."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klucznik.companies.history import Link
from klucznik.companies.models import Membership
from klucznik.companies.permissions import Permission, may
from klucznik.events.models import Event
from klucznik.members.models import Invitation


def links(events: Sequence[Event], viewer: Membership) -> dict[int, Link]:
    """To the page of a person who is still in the company, or of an invitation that still waits."""
    found: dict[int, Link] = {}
    if may(viewer, Permission.MEMBERS_READ):
        found |= _people(events, viewer)
    if may(viewer, Permission.MEMBERS_MANAGE):
        found |= _invitations(events, viewer)
    return found


def _people(events: Sequence[Event], viewer: Membership) -> dict[int, Link]:
    concerned = {event.pk: _concerned(event) for event in events}
    places = Membership.objects.active().filter(
        company=viewer.company, user__in={key for key in concerned.values() if key}
    )
    ids = dict(places.values_list("user", "public_id"))
    return {
        event: Link(
            _("The person"), reverse("members:member", args=[viewer.company.public_id, ids[user]])
        )
        for event, user in concerned.items()
        if user in ids
    }


def _concerned(event: Event) -> int | None:
    """Whom it concerns; where nobody is named and the place itself is the thing, who came or acted."""
    own = event.subject_type == Membership._meta.label and not event.by_staff
    return event.person_id or (event.actor_id if own else None)


def _invitations(events: Sequence[Event], viewer: Membership) -> dict[int, Link]:
    label = Invitation._meta.label
    about = {event.pk: event.subject_id or 0 for event in events if event.subject_type == label}
    if not about:
        return {}
    waiting = Invitation.objects.open().filter(company=viewer.company, pk__in=about.values())
    ids = dict(waiting.values_list("pk", "public_id"))
    company = viewer.company.public_id
    return {
        event: Link(_("The invitation"), reverse("members:invitation", args=[company, ids[key]]))
        for event, key in about.items()
        if key in ids
    }
