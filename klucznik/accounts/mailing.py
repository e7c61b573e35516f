"""How often somebody's mailbox may be written to on a stranger's word."""

from __future__ import annotations

from collections.abc import Callable

from klucznik.limits.counting import consume
from klucznik.limits.errors import TooManyTries


def within_budget(limit: str, action: Callable[..., str]) -> Callable[..., str]:
    """The action, but quiet once the address has had its messages of this hour: the answer must not tell."""

    def quietly(actor: None, *, email: str, **given: object) -> str:
        try:
            consume(**{limit: email})
        except TooManyTries:
            return email
        return action(actor, email=email, **given)

    return quietly
