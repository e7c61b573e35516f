"""Links with a secret: made only while a message is rendered, by the noun that owns the secret."""

from __future__ import annotations

from collections.abc import Callable

Maker = Callable[[int], str]
_MAKERS: dict[str, Maker] = {}

PLACEHOLDER = "[link]"


def mail_link(purpose: str) -> Callable[[Maker], Maker]:
    """Declare how the link of `purpose` for a row is made: a function from its key to a path with the secret in it."""

    def register(function: Maker) -> Maker:
        _MAKERS[purpose] = function
        return function

    return register


def path_of(purpose: str, key: int) -> str:
    return _MAKERS[purpose](key)
