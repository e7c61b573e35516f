"""What has happened to a license and to what hangs on it; and the way from an event to the license."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from klucznik.companies.history import Link, events_of
from klucznik.companies.models import Company, Membership
from klucznik.companies.permissions import Permission, may
from klucznik.events.models import Event, EventQuerySet
from klucznik.licensing.models import Entity, Extension, License, Period, Registration, Transfer

# Rows that belong to one license and that events are about.
PARTS = (Registration, Entity, Period, Extension, Transfer)


def events_about(company: Company, license: License) -> EventQuerySet:
    """Events of this company only: what was before it took the license over is not its business."""
    return events_of(company).filter(about(license))


def about(license: License) -> Q:
    """Of the license itself and of whatever hangs on it, whoever owned it then."""
    found = Q(subject_type=License._meta.label, subject_id=license.pk)
    for path in settings.LICENSE_SUBJECTS:
        for label, keys in import_string(path)(license):
            found |= Q(subject_type=label, subject_id__in=keys)
    return found


def subjects(license: License) -> list[tuple[str, Any]]:
    """A function of settings.LICENSE_SUBJECTS: labels of tables with the keys of what hangs on the license."""
    return [(part._meta.label, _keys(part, license)) for part in PARTS]


def _keys(part: Any, license: License) -> Any:
    return part.objects.filter(license=license).values("pk")


def links(events: Sequence[Event], viewer: Membership) -> dict[int, Link]:
    """From the history of the company to the license that an event is about."""
    label = License._meta.label
    own = {event.pk: event.subject_id or 0 for event in events if event.subject_type == label}
    if not own or not may(viewer, Permission.PRODUCTS_READ):
        return {}
    found = License.objects.filter(company=viewer.company_id, pk__in=own.values())
    ids, company = dict(found.values_list("pk", "public_id")), viewer.company.public_id
    return {
        event: Link(_("The license"), reverse("licensing:license", args=[company, ids[key]]))
        for event, key in own.items()
        if key in ids
    }
