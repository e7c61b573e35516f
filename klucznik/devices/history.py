"""From events to the devices they are about (settings.EVENT_LINKS), and from a license to events of its devices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klucznik.companies.history import Link
from klucznik.companies.models import Membership
from klucznik.companies.permissions import Permission, may
from klucznik.devices.models import Activation
from klucznik.events.models import Event
from klucznik.licensing.models import License


def links(events: Sequence[Event], viewer: Membership) -> dict[int, Link]:
    """To the devices of the license, while it is the company's."""
    label = Activation._meta.label
    about = {event.pk: event.subject_id or 0 for event in events if event.subject_type == label}
    if not about or not may(viewer, Permission.DEVICES_MANAGE):
        return {}
    places = Activation.objects.filter(pk__in=about.values(), license__company=viewer.company)
    licenses = dict(places.values_list("pk", "license__public_id"))
    company = viewer.company.public_id
    return {
        event: Link(_("The devices"), reverse("devices:devices", args=[company, licenses[key]]))
        for event, key in about.items()
        if key in licenses
    }


def subjects(license: License) -> list[tuple[str, Any]]:
    """The places of the license have a history that belongs to it (settings.LICENSE_SUBJECTS)."""
    places = Activation.objects.filter(license=license)
    return [(Activation._meta.label, places.values("pk"))]
