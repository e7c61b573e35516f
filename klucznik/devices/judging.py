"""How long a judgement can be relied on without asking again. Pure; the same for answers and license files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from django.utils import timezone

from klucznik.catalog.rules import Mode
from klucznik.licensing.validation import Facts, judge

RANK: Final = {Mode.FULL: 0, Mode.RESTRICTED: 1, Mode.READ_ONLY: 2}
# Of a lease: a third, so that two lost heartbeats cost nobody their place.
HEARTBEATS: Final = 3


def holds_until(facts: Facts) -> datetime:
    """Until when a program may rely on what it was told: as long as the product allows without contact.

    Never past the day on which a program that asks would be told that it does less.
    """
    anchored = _anchored(facts)
    latest = facts.now + timedelta(days=facts.rules.offline_days)
    told = RANK[judge(anchored).mode]
    for moment in _turns(anchored):
        if facts.now < moment < latest and RANK[judge(replace(anchored, now=moment)).mode] > told:
            return moment
    return latest


def next_contact(facts: Facts) -> datetime:
    """When the program should ask again: as often as the product says, and when something changes."""
    if facts.rules.is_floating:
        return facts.now + timedelta(minutes=max(1, facts.rules.lease_minutes // HEARTBEATS))
    usual = facts.now + timedelta(days=max(1, facts.rules.check_days))
    anchored = _anchored(facts)
    told = judge(anchored).verdict
    for moment in _turns(anchored):
        if facts.now < moment < usual and judge(replace(anchored, now=moment)).verdict != told:
            return moment
    return usual


def _anchored(facts: Facts) -> Facts:
    """A license that nobody has used yet is used from now on."""
    return facts if facts.first_used_at else replace(facts, first_used_at=facts.now)


def _turns(facts: Facts) -> list[datetime]:
    """The midnights at which the verdict can change by itself, the earliest first."""
    lasts = [facts.valid_from - timedelta(days=1), facts.valid_to, facts.grace_to]
    lasts.append(facts.unregistered_to)
    return sorted(_begins(last + timedelta(days=1)) for last in lasts if last is not None)


@lru_cache(maxsize=4096)
def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
