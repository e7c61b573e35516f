"""What time it is for the license: the computer's clock, unless it contradicts what was seen or signed before.

A clock that lost its battery starts in 1970 or 2001 and its owner did nothing wrong; a clock set back on purpose buys
no time. Both get the highest time known, which goes on while the program runs.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

CLOCK_BACK = "clock_back"
CLOCK_FAR_BACK = "clock_far_back"
CLOCK_AHEAD = "clock_ahead"

UNNOTICED = timedelta(minutes=10)  # what a synchronized clock may step back without a word
TOLERANCE = timedelta(hours=48)
# A jump ahead beyond this may be a mistake that somebody corrects tomorrow; it must not be held against them.
BELIEVABLE = timedelta(days=180)


def system_time() -> datetime:
    return datetime.now(timezone.utc)


@dataclass(frozen=True)
class Reading:
    """The time to judge by, and what is odd about the computer's clock."""

    now: datetime
    warning: str = ""


class Clock:
    """The computer's clock beside the highest time known. `known` is what the state keeps."""

    def __init__(
        self,
        known: datetime | None,
        now: Callable[[], datetime] = system_time,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        self.known = known
        self._now = now
        self._elapsed = elapsed
        self._mark = elapsed()

    def read(self) -> Reading:
        """The time to judge by; what is seen now is known from now on."""
        device = self._device_time()
        ran = self._ran()
        if self.known is None or timedelta() <= device - self.known <= BELIEVABLE:
            self.known = device
            return Reading(device)
        if device > self.known:
            return Reading(device, CLOCK_AHEAD)
        behind = self.known - device
        if behind <= TOLERANCE:
            return Reading(device, CLOCK_BACK if behind > UNNOTICED else "")
        self.known += ran
        return Reading(self.known, CLOCK_FAR_BACK)

    def learn(self, signed: datetime) -> None:
        """A signed time that may be old: it is at least so late."""
        if self.known is None or signed > self.known:
            self.known = signed

    def trust(self, signed: datetime) -> None:
        """The portal answered our own question: so late it is, whatever was seen before."""
        self.known = signed
        self._ran()

    def _ran(self) -> timedelta:
        """How long the program has been running since the last look."""
        before, self._mark = self._mark, self._elapsed()
        return timedelta(seconds=max(0.0, self._mark - before))

    def _device_time(self) -> datetime:
        try:
            return self._now().astimezone(timezone.utc)
        except (OverflowError, OSError, ValueError):
            return datetime(1970, 1, 1, tzinfo=timezone.utc)
