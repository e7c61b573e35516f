"""Token buckets in the memory of this process: quick requests in a burst, then so many a second."""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Rate:
    """A bucket holds `burst` tokens and gains `a_second` of them."""

    burst: int
    a_second: float

    @property
    def full_after(self) -> float:
        """Seconds in which an empty bucket fills; one that rested so long is like a new one."""
        return self.burst / self.a_second


@dataclass(frozen=True)
class Spent:
    """What the tightest of the buckets says; `wait` is 0 where the request may pass."""

    limit: int
    remaining: int
    reset: int
    wait: int = 0

    @property
    def headers(self) -> dict[str, str]:
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset),
        }


class Buckets:
    """Buckets by key, the least recently used forgotten first: memory stays bounded whatever is asked."""

    def __init__(self, clock: Callable[[], float], most: int = 200_000) -> None:
        self._clock, self._most = clock, most
        self._kept: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def spend(self, keys: Iterable[tuple[Hashable, Rate]]) -> Spent:
        """Take one token from each bucket, or from none when one of them is empty."""
        with self._lock:
            now = self._clock()
            levels = [(key, rate, self._level(key, rate, now)) for key, rate in keys]
            empty = [one for one in levels if one[2] < 1]
            for key, _rate, level in levels:
                self._keep(key, level if empty else level - 1, now)
        return tightest([_spent(rate, level, passed=not empty) for _key, rate, level in levels])

    def forget(self) -> None:
        with self._lock:
            self._kept.clear()

    def __len__(self) -> int:
        return len(self._kept)

    def _level(self, key: Hashable, rate: Rate, now: float) -> float:
        level, at = self._kept.get(key, (float(rate.burst), now))
        return min(float(rate.burst), level + max(0.0, now - at) * rate.a_second)

    def _keep(self, key: Hashable, level: float, now: float) -> None:
        self._kept[key] = (level, now)
        self._kept.move_to_end(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)


def tightest(answers: list[Spent]) -> Spent:
    """The longest wait; where nobody waits, the bucket that is nearest to empty."""
    return max(answers, key=lambda one: (one.wait, -one.remaining))


def _spent(rate: Rate, level: float, *, passed: bool) -> Spent:
    left = level - 1 if passed else level
    wait = 0 if level >= 1 else math.ceil((1 - level) / rate.a_second)
    reset = math.ceil((rate.burst - left) / rate.a_second)
    return Spent(rate.burst, max(0, int(left)), reset, wait)
