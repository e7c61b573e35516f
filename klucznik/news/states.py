"""What a notice means at a moment, from its times alone. Pure; the same for pages, feeds, letters and the staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """What a notice is about."""

    BREAK = "break", _("planned break")
    TROUBLE = "trouble", _("trouble")
    VERSION = "version", _("new version")
    TERMS = "terms", _("changed terms")
    NEWS = "news", pgettext_lazy("notice", "news")


class Impact(TextChoices):
    """What it does to the services; the order is that of gravity."""

    NONE = "none", _("works as usual")
    LIMITED = "limited", _("works with limits")
    DOWN = "down", _("does not work")

    @property
    def gravity(self) -> int:
        return list(Impact).index(self)


class Phase(TextChoices):
    """Where a notice stands."""

    DRAFT = "draft", pgettext_lazy("notice", "draft")
    SCHEDULED = "scheduled", pgettext_lazy("notice", "waits for its date")
    PLANNED = "planned", pgettext_lazy("notice", "planned")
    UNDER_WAY = "under_way", pgettext_lazy("notice", "under way")
    OVERDUE = "overdue", pgettext_lazy("notice", "takes longer than announced")
    OVER = "over", pgettext_lazy("notice", "over")
    STANDING = "standing", pgettext_lazy("notice", "published")
    WITHDRAWN = "withdrawn", pgettext_lazy("notice", "withdrawn")


# Kinds that begin and end; the others are news from a day on.
LASTING: Final = frozenset({Kind.BREAK, Kind.TROUBLE})
HAPPENING: Final = frozenset({Phase.UNDER_WAY, Phase.OVERDUE})
# A break that nobody ended: so long we say that we check it, then it counts as over at its announced end. A trouble
# is over only when somebody says so.
OVERDUE_AT_MOST: Final = timedelta(hours=12)
# How long ahead a break is told in the portal, and how long news stand there.
AHEAD: Final = timedelta(days=7)
SHOWN: Final = {
    Kind.VERSION: timedelta(days=14),
    Kind.NEWS: timedelta(days=14),
    Kind.TERMS: timedelta(days=30),
}
# How far back the status page looks.
LOOKING_BACK: Final = timedelta(days=90)


@dataclass(frozen=True)
class Times:
    """All that the state of a notice depends on."""

    kind: str
    publish_at: datetime | None = None
    published_at: datetime | None = None
    withdrawn_at: datetime | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def begins_at(self) -> datetime | None:
        """A trouble without an hour of its own began when it was told."""
        return self.starts_at or self.published_at


def phase(times: Times, now: datetime) -> Phase:
    """Where the notice stands at `now`."""
    if times.withdrawn_at is not None:
        return Phase.WITHDRAWN
    if times.published_at is None:
        return Phase.SCHEDULED if times.publish_at else Phase.DRAFT
    if times.kind not in LASTING:
        return Phase.STANDING
    if times.ended_at is not None:
        return Phase.OVER
    if times.begins_at is not None and now < times.begins_at:
        return Phase.PLANNED
    if times.ends_at is None or now < times.ends_at:
        return Phase.UNDER_WAY
    forgotten = times.kind == Kind.BREAK and now >= times.ends_at + OVERDUE_AT_MOST
    return Phase.OVER if forgotten else Phase.OVERDUE


def over_at(times: Times, now: datetime) -> datetime | None:
    """When it was over: as it was said, else as announced; None while it is not."""
    if times.ended_at is not None:
        return times.ended_at
    return times.ends_at if phase(times, now) == Phase.OVER else None


def is_told_in_portal(times: Times, now: datetime) -> bool:
    """Whether it stands on the pages of those whom it concerns: a break from a week ahead, news for a while."""
    found = phase(times, now)
    if found == Phase.PLANNED:
        return times.begins_at is not None and times.begins_at - now <= AHEAD
    if found == Phase.STANDING:
        return times.published_at is not None and now < times.published_at + SHOWN[Kind(times.kind)]
    return found in HAPPENING


def worst(impacts: list[str]) -> Impact:
    """The gravest of several; nothing happens where there is none."""
    return max((Impact(one) for one in impacts), key=lambda one: one.gravity, default=Impact.NONE)
