"""The rule of all rules: what a license is worth to a program at a moment. Pure; the same for pages, API and files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.functional import cached_property

from klucznik.catalog.rules import Mode, Rules
from klucznik.licensing.life import Status
from klucznik.licensing.verdicts import Verdict


def day_of(moment: datetime) -> date:
    """The day in the vendor's time zone."""
    return moment.astimezone(timezone.get_default_timezone()).date()


@dataclass(frozen=True)
class Facts:
    """All that the answer depends on; days are those of the vendor's time zone."""

    now: datetime
    status: str
    valid_from: date
    valid_to: date | None
    rules: Rules
    is_trial: bool = False
    first_used_at: datetime | None = None
    # Of a floating license: whether the program holds one of the places now. Named ones hold theirs always.
    holds_seat: bool = True
    is_released: bool = False
    # None: the version is not known to the catalog, and counts as covered.
    is_version_covered: bool | None = None

    @cached_property
    def today(self) -> date:
        return day_of(self.now)

    @cached_property
    def grace_to(self) -> date | None:
        """The last day on which the program still works without limits; None without an end."""
        if self.valid_to is None:
            return None
        return self.valid_to + timedelta(days=0 if self.is_trial else self.rules.grace_days)

    @cached_property
    def unregistered_to(self) -> date:
        """The last day without a registration, counted from the first use (from today where there was none)."""
        return day_of(self.first_used_at or self.now) + timedelta(days=self.rules.unregistered_days)


@dataclass(frozen=True)
class Judgement:
    """A verdict, how much the program does, and the day that the sentence names."""

    verdict: Verdict
    mode: Mode
    day: date | None = None

    @property
    def is_limited(self) -> bool:
        return self.mode != Mode.FULL


def judge(facts: Facts) -> Judgement:
    """What holds, the gravest first. Data can always be read: no verdict leads to a program that does nothing."""
    return (
        _stopped(facts)
        or _unregistered(facts)
        or _ended(facts)
        or _short_of_something(facts)
        or _good(facts)
    )


def _stopped(facts: Facts) -> Judgement | None:
    if facts.is_released:
        return Judgement(Verdict.RELEASED, Mode.READ_ONLY)
    if facts.status == Status.REVOKED:
        return Judgement(Verdict.REVOKED, Mode.READ_ONLY)
    if facts.status == Status.SUSPENDED:
        return Judgement(Verdict.SUSPENDED, Mode.READ_ONLY)
    if facts.valid_from > facts.today:
        return Judgement(Verdict.NOT_YET, Mode.READ_ONLY, facts.valid_from)
    return None


def _unregistered(facts: Facts) -> Judgement | None:
    """Its days run from the first use; nobody pays for the time that the vendor takes to accept."""
    if facts.status != Status.UNREGISTERED:
        return None
    last = facts.unregistered_to
    if facts.rules.unregistered_days and facts.today <= last:
        return None if _is_over(facts) else Judgement(Verdict.UNREGISTERED, Mode.FULL, last)
    day = last if facts.rules.unregistered_days else None
    return Judgement(Verdict.UNREGISTERED_OVER, Mode(facts.rules.unregistered_end), day)


def _is_over(facts: Facts) -> bool:
    past = facts.valid_to is not None and facts.valid_to < facts.today
    return past or facts.status == Status.EXPIRED


def _ended(facts: Facts) -> Judgement | None:
    if not _is_over(facts):
        return None
    if facts.grace_to is not None and facts.valid_to is not None:
        if facts.valid_to < facts.today <= facts.grace_to:
            return Judgement(Verdict.IN_GRACE, Mode.FULL, facts.grace_to)
        day = facts.valid_to if facts.valid_to < facts.today else None
    else:
        day = None
    end = Mode.READ_ONLY if facts.is_trial else Mode(facts.rules.at_end)
    return Judgement(Verdict.EXPIRED, end, day)


def _short_of_something(facts: Facts) -> Judgement | None:
    if not facts.holds_seat:
        return Judgement(Verdict.NO_SEAT, Mode.READ_ONLY)
    if facts.is_version_covered is False:
        return Judgement(Verdict.VERSION_NOT_COVERED, Mode.RESTRICTED)
    return None


def _good(facts: Facts) -> Judgement:
    if facts.status == Status.AWAITING:
        return Judgement(Verdict.AWAITING, Mode.FULL)
    if facts.is_trial:
        return Judgement(Verdict.TRIAL, Mode.FULL, facts.valid_to)
    return Judgement(Verdict.VALID, Mode.FULL, facts.valid_to)
