"""The way from an event about a client or a share to where it is now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klucznik.companies.history import Link
from klucznik.companies.models import Membership
from klucznik.companies.permissions import Permission, may
from klucznik.events.models import Event
from klucznik.licensing.models import License
from klucznik.offices.models import Client, Share
from klucznik.offices.standing import visible_clients

CLIENT, SHARE = Client._meta.label, Share._meta.label


def links(events: Sequence[Event], viewer: Membership) -> dict[int, Link]:
    """In the office's history to the page of the client; in the client's one to the page of its office."""
    about = {event.pk: event for event in events if event.subject_type in (CLIENT, SHARE)}
    if not about:
        return {}
    own = {key: event for key, event in about.items() if event.facts.get("at_client")}
    return _to_clients([about[key] for key in about.keys() - own.keys()], viewer) | {
        key: Link(_("The accounting office"), url) for key in own for url in _to_office(viewer)
    }


def _to_clients(events: list[Event], viewer: Membership) -> dict[int, Link]:
    if not events or not may(viewer, Permission.CLIENTS_SERVE):
        return {}
    shares = [event.subject_id or 0 for event in events if event.subject_type == SHARE]
    shared = dict(Share.objects.filter(pk__in=shares).values_list("pk", "client"))
    keys: dict[int, int] = {}
    for event in events:
        key = event.subject_id or 0
        keys[event.pk] = shared.get(key, 0) if event.subject_type == SHARE else key
    rows = visible_clients(viewer).filter(pk__in=list(keys.values()))
    found = dict(rows.values_list("pk", "public_id"))
    return {
        event: Link(
            _("The client"), reverse("offices:client", args=[viewer.company.public_id, found[key]])
        )
        for event, key in keys.items()
        if key in found
    }


def _to_office(viewer: Membership) -> list[str]:
    if not may(viewer, Permission.OFFICE_READ):
        return []
    return [reverse("served:office", args=[viewer.company.public_id])]


def subjects(license: License) -> list[tuple[str, Any]]:
    """Fulfills settings.LICENSE_SUBJECTS: what a license shared stands in its history."""
    return [(SHARE, Share.objects.filter(license=license).values("pk"))]
