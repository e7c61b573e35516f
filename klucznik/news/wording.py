"""How the hours of a notice are written: with the date, on the vendor's clock, over midnight and when it is moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from klucznik.core.templatetags.ui import date_long, datetime_long
from klucznik.news.states import Impact


def hours(starts_at: datetime | None, ends_at: datetime | None = None) -> str:
    """From when to when: "5 grudnia 2026, od 22:00 do 2:00 następnego dnia"."""
    if starts_at is None:
        return ""
    if ends_at is None:
        words = pgettext("hours of a notice", "since %(moment)s")
        return words % {"moment": datetime_long(starts_at)}
    told = {
        "day": date_long(starts_at),
        "start": clock_of(starts_at),
        "end": clock_of(ends_at),
        "first": datetime_long(starts_at),
        "last": datetime_long(ends_at),
    }
    apart = (_local(ends_at).date() - _local(starts_at).date()).days
    if apart == 0:
        words = pgettext("hours of a notice", "%(day)s, from %(start)s to %(end)s")
    elif apart == 1 and ends_at - starts_at < timedelta(hours=24):
        words = pgettext("hours of a notice", "%(day)s, from %(start)s to %(end)s the next day")
    else:
        words = pgettext("hours of a notice", "from %(first)s to %(last)s")
    return words % told + _moved_clock(starts_at, ends_at)


def clock_of(moment: datetime) -> str:
    """The hour; where the clock shows it twice that night, which of the two."""
    local = _local(moment)
    pattern = (
        f"{local.hour}:{local:%M}" if (get_language() or "pl")[:2] == "pl" else f"{local:%H:%M}"
    )
    if local.utcoffset() == local.replace(fold=1 - local.fold).utcoffset():
        return pattern
    words = (
        pgettext("hour that comes twice", "%(hour)s summer time")
        if local.dst()
        else pgettext("hour that comes twice", "%(hour)s winter time")
    )
    return words % {"hour": pattern}


def effect(impact: str, names: Sequence[str]) -> str:
    """What it does to what: "Nie działa: Portal klienta." Nothing where no part is named."""
    words = {
        Impact.NONE: _("What works as usual: %(services)s."),
        Impact.LIMITED: _("What works with limits: %(services)s."),
        Impact.DOWN: _("What does not work: %(services)s."),
    }
    return words[Impact(impact)] % {"services": ", ".join(names)} if names else ""


def lasted(starts_at: datetime, ends_at: datetime) -> str:
    """How long: "45 minut", "3 godziny", "2 godziny 30 minut", "3 dni"."""
    minutes = max(round((ends_at - starts_at) / timedelta(minutes=1)), 1)
    days, hours_ = minutes // 1440, minutes // 60
    if days >= 2:
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    parts = []
    if hours_:
        parts.append(ngettext("%(count)s hour", "%(count)s hours", hours_) % {"count": hours_})
    if rest := minutes % 60:
        parts.append(ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": rest})
    return " ".join(parts)


def _moved_clock(starts_at: datetime, ends_at: datetime) -> str:
    """The clocks change in between: then the hours alone would tell the wrong length."""
    if _local(starts_at).utcoffset() == _local(ends_at).utcoffset():
        return ""
    if ends_at - starts_at > timedelta(days=2):
        return ""
    words = _(" (the clocks change that night; it takes %(length)s)")
    return words % {"length": lasted(starts_at, ends_at)}


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment)
