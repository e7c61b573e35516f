"""Who wants to know: `@on(Kind.X)` above a function that reads the event and writes to people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

from klucznik.events.kinds import Kind

if TYPE_CHECKING:
    from klucznik.events.models import Event

Subscriber = Callable[["Event"], None]
_BY_KIND: dict[str, list[str]] = defaultdict(list)
_BY_NAME: dict[str, Subscriber] = {}


def on(*kinds: Kind) -> Callable[[Subscriber], Subscriber]:
    """Call the function for each event of these kinds, after the commit, from the worker; it may be called twice."""

    def register(function: Subscriber) -> Subscriber:
        name = f"{function.__module__.removeprefix('klucznik.')}.{function.__name__}"
        _BY_NAME[name] = function
        for kind in kinds:
            _BY_KIND[kind].append(name)
        return function

    return register


def subscribers(kind: Kind) -> list[str]:
    return _BY_KIND.get(kind, [])


def subscriber(name: str) -> Subscriber:
    return _BY_NAME[name]
