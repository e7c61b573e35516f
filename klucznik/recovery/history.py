"""From the history of a company to requests for rights and to one's own cases."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klucznik.companies.history import Link
from klucznik.companies.models import Membership
from klucznik.companies.permissions import Permission, may
from klucznik.declarations.models import Declaration
from klucznik.events.models import Event
from klucznik.recovery.models import RightsRequest


def links(events: Sequence[Event], viewer: Membership) -> dict[int, Link]:
    """A case, for the person whose it is; a request that waits, for those who may answer."""
    return _cases(events, viewer) | _requests(events, viewer)


def _cases(events: Sequence[Event], viewer: Membership) -> dict[int, Link]:
    about = _about(events, Declaration._meta.label)
    if not about:
        return {}
    own = Declaration.objects.filter(pk__in=about.values(), claimant=viewer.user_id)
    ids = dict(own.values_list("pk", "public_id"))
    return {
        event: Link(_("The case"), reverse("declarations:case", args=[ids[key]]))
        for event, key in about.items()
        if key in ids
    }


def _requests(events: Sequence[Event], viewer: Membership) -> dict[int, Link]:
    about = _about(events, RightsRequest._meta.label)
    if not about or not may(viewer, Permission.RIGHTS_ANSWER):
        return {}
    pending = RightsRequest.objects.filter(state=RightsRequest.State.PENDING)
    waiting = pending.filter(pk__in=about.values(), company=viewer.company)
    ids, company = dict(waiting.values_list("pk", "public_id")), viewer.company.public_id
    return {
        event: Link(_("The request"), reverse("recovery:show_request", args=[company, ids[key]]))
        for event, key in about.items()
        if key in ids
    }


def _about(events: Sequence[Event], label: str) -> dict[int, int]:
    return {event.pk: event.subject_id or 0 for event in events if event.subject_type == label}
