"""A license as the staff see it, registrations that wait, and what a week's digest tells."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from klucznik.accounts.models import User
from klucznik.backoffice.impartiality import is_insider
from klucznik.catalog.rules import Way
from klucznik.core import clock
from klucznik.core.text import clean_line
from klucznik.devices.models import Activation
from klucznik.events.models import Event
from klucznik.licensing import expiring
from klucznik.licensing.entitlements import facts_of as judged_facts
from klucznik.licensing.extending import days_of
from klucznik.licensing.history import about
from klucznik.licensing.life import Act, leads_to
from klucznik.licensing.models import Entity, License, Registration
from klucznik.licensing.naming import edition_name
from klucznik.licensing.numbers import LONGEST, normalized, number_key
from klucznik.licensing.registrations import ways_of
from klucznik.licensing.validation import judge
from klucznik.licensing.wording import state_of

SHOWN = 30


def license_with_number(number: str) -> License | None:
    """Exactly this number, by its keyed hash."""
    return License.objects.filter(number_key=number_key(normalized(number)[:LONGEST])).first()


def facts_of(license: License, viewer: User) -> dict[str, Any]:
    """Everything that stands on the page of a license."""
    devices = Activation.objects.filter(license=license, ended_at=None).select_related("device")
    registrations = license.registrations.select_related("asked_by", "accepted_by", "declined_by")
    return {
        **days_of(license, clock.today()),
        "state": state_of(license, judge(judged_facts(license))),
        "edition": edition_name(license),
        "registrations": registrations.order_by("-pk")[:SHOWN],
        "entities": Entity.objects.active().filter(license=license).count(),
        "devices": devices.order_by("-pk")[:SHOWN],
        "devices_count": devices.count(),
        "offer": license.transfers.open().filter(expires_at__gt=clock.now()).first(),
        "events": events_about(license)[:SHOWN],
        "acts": {act.value: leads_to(act, license.status) is not None for act in Act},
        "takes_card": Way.CARD in ways_of(license) and leads_to(Act.REGISTER, license.status),
        "is_insider": is_insider(viewer, license.company),
    }


def events_about(license: License) -> QuerySet[Event]:
    """Of the license and of what hangs on it, whoever owned it then; the newest first."""
    return Event.objects.told().filter(about(license)).order_by("-pk")


def waiting_registrations() -> QuerySet[Registration]:
    """Registrations that nobody has answered; whoever waits longest comes first."""
    waiting = Registration.objects.filter(accepted_at=None, declined_at=None)
    rows = waiting.select_related("license__company", "license__product__line", "asked_by")
    return rows.order_by("asked_at", "pk")


def digest_of(today: date) -> dict[str, Any]:
    """Counts by line and the customers with the most licenses that end, as plain values."""
    soon = expiring.ending_soon(today)
    return {
        "lines": [{"name": name, "count": count} for name, count in expiring.by_line(soon)],
        "customers": [
            {"name": clean_line(company.name), "number": company.customer_no or "", "count": count}
            for company, count in expiring.biggest(soon)
        ],
    }
