"""Who is written to when the vendor stops a license, and when something is added to one."""

from __future__ import annotations

from datetime import date

from klucznik.events.kinds import Kind
from klucznik.events.models import Event
from klucznik.events.subscribing import on
from klucznik.licensing.emails.telling import license_of, tell_administrators, tell_company
from klucznik.licensing.models import License

MESSAGES: dict[str, str] = {
    Kind.LICENSE_SUSPENDED: "license_suspended",
    Kind.LICENSE_RESUMED: "license_resumed",
    Kind.LICENSE_REVOKED: "license_revoked",
}


@on(Kind.LICENSE_SUSPENDED, Kind.LICENSE_RESUMED, Kind.LICENSE_REVOKED)
def license_stopped(event: Event) -> None:
    """To the administrators, or to the company itself: what it means, and the vendor's reason."""
    reason = event.details.values.get("reason", "")
    tell_company(
        f"licensing/emails/{MESSAGES[event.kind]}", event, license_of(event), reason=reason
    )


@on(Kind.LICENSE_EXTENDED)
def license_extended(event: Event) -> None:
    """To the administrators: which days were added, and until when the license lasts now."""
    tell_administrators(
        "licensing/emails/license_extended",
        event,
        _license(event),
        first=_day(event, "first"),
        last=_day(event, "last"),
        period=event.facts["period"],
    )


@on(Kind.LICENSE_EXTENSION_ADDED, Kind.LICENSE_EXTENSION_ENDED)
def extension_changed(event: Event) -> None:
    """To the administrators: the license grew, or is smaller again."""
    license = _license(event)
    tell_administrators(
        "licensing/emails/extension_changed",
        event,
        license,
        extension=event.facts["extension"],
        is_ended=event.kind == Kind.LICENSE_EXTENSION_ENDED,
        size=license.size,
        metric=license.metric,
    )


def _license(event: Event) -> License:
    rows = License.objects.told().select_related("company")
    return rows.get(public_id=event.facts["license"])


def _day(event: Event, name: str) -> date | None:
    return date.fromisoformat(event.facts[name]) if event.facts[name] else None
