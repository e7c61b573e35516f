"""How fast one network may ask the search, on its page and beside a form; counted in the memory of this process."""

from __future__ import annotations

import time
from typing import Final

from klucznik.limits.buckets import Buckets, Rate

# Somebody who types fast asks thrice a second; an office of fifty behind one address is not held up.
PACE: Final = Rate(burst=120, a_second=4)
BUCKETS: Final = Buckets(time.monotonic, most=20_000)


def asks_too_fast(network: str) -> bool:
    """Whether to let this network wait; each call is a question."""
    return bool(BUCKETS.spend([(network, PACE)]).wait)
