"""How a person comes in: a seam with two halves, so that OpenID Connect can take the place of the code."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Protocol

from klucznik_client import Application


@dataclass(frozen=True)
class Begun:
    """A sign-in on its way; it waits in the session as text."""

    secret: str  # never shown
    address: str  # where the person goes in the portal
    code: str = ""  # what they compare there; without one they are sent to the address at once
    interval: int = 0  # seconds between two questions
    asked_at: float = 0.0

    def written(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> Begun | None:
        try:
            return cls(**json.loads(text)) if text else None
        except (TypeError, ValueError):
            return None


@dataclass(frozen=True)
class Entered:
    """Who came in, and the token with which the portal is asked on their behalf."""

    token: str
    name: str


class SignIn(Protocol):
    """Begin, then finish as often as the browser comes back. SignInOver when it will not succeed."""

    def begin(self, portal: Application) -> Begun: ...

    def finish(
        self, portal: Application, begun: Begun, answer: Mapping[str, str]
    ) -> Entered | Begun:
        """`answer` is what the address of the browser carries: a code flow brings its result there."""
        ...


class ByCode:
    """The portal shows who asks, and the person allows it there: the flow of programs without a browser."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now

    def begin(self, portal: Application) -> Begun:
        shown, secret = portal.begin_sign_in()
        return Begun(secret, shown.verification_url_complete, shown.user_code, shown.interval)

    def finish(
        self, portal: Application, begun: Begun, answer: Mapping[str, str]
    ) -> Entered | Begun:
        """Asks no more often than the portal wants; in between the answer is: not yet."""
        if self._now() - begun.asked_at < begun.interval:
            return begun
        found = portal.finish_sign_in(begun.secret)
        if found is None:
            return replace(begun, asked_at=self._now())
        token, person = found
        return Entered(token, person.name)
