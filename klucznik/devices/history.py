"""From the history of a company to the devices that its events are about (settings.EVENT_LINKS)."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klucznik.companies.history import Link
from klucznik.companies.models import Membership
from klucznik.companies.permissions import Permission, may
from klucznik.devices.models import Activation
from klucznik.events.models import Event


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
