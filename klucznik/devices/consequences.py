"""What happens when the place of a device is freed, told before it is done."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klucznik.core.templatetags.ui import datetime_long
from klucznik.devices import releases
from klucznik.devices.models import Activation


def of_freeing(place: Activation, now: datetime) -> list[str]:
    """The seat, the computer, and when the next place can be freed."""
    return [_of_seat(place, now), *_of_computer(place), *_of_limits(place, now)]


def _of_seat(place: Activation, now: datetime) -> str:
    if place.file_until and place.file_until > now:
        return _(
            "The computer has a license file and can work with it without the internet until %(moment)s. "
            "Its place returns to you then."
        ) % {"moment": datetime_long(place.file_until)}
    return _("The place is free at once for another computer.")


def _of_computer(place: Activation) -> list[str]:
    days = place.license.product.rules.offline_days
    told = ngettext(
        "The program there learns of it within %(days)s day at the latest, and can then only read the data. "
        "No data are lost.",
        "The program there learns of it within %(days)s days at the latest, and can then only read the data. "
        "No data are lost.",
        days,
    ) % {"days": days}
    again = _(
        "It can be activated there again while a place is free. If the computer is gone, nothing happens there."
    )
    return [told, again]


def _of_limits(place: Activation, now: datetime) -> list[str]:
    rules = place.license.product.rules
    said = []
    if rules.cooldown_hours:
        said.append(
            ngettext(
                "The next place of this license can be freed after %(hours)s hour.",
                "The next place of this license can be freed after %(hours)s hours.",
                rules.cooldown_hours,
            )
            % {"hours": rules.cooldown_hours}
        )
    if rules.releases_per_30_days:
        number = len(releases.freed_by_people(place.license, now)) + 1
        most = rules.releases_per_30_days
        said.append(
            _("It is number %(number)s of at most %(most)s within 30 days.")
            % {"number": number, "most": most}
        )
    return said
