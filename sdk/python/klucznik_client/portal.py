"""What all calls share: the connection, the remembered state, the trusted keys and the clock."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from klucznik_client import fingerprint
from klucznik_client.clock import Clock, system_time
from klucznik_client.errors import NotSignedIn, Refused
from klucznik_client.keys import KeyRing
from klucznik_client.state import State
from klucznik_client.transport import Call, Reply, Transport
from klucznik_client.values import moment, written
from klucznik_client.version import VERSION

REPEATABLE_FOR = timedelta(hours=23)  # the portal repeats an answer with a secret for a day


class Portal:
    """One program on one computer, before one portal. Use `Client`, which can do things."""

    def __init__(
        self,
        base_url: str,
        program: str,
        version: str,
        state: str | os.PathLike[str],
        keys: Iterable[str],
        *,
        language: str = "pl",
        device_name: str = "",
        parts: Mapping[str, str] | None = None,
        released: date | None = None,
        wants_file: bool = False,
        unregistered_days: int = 0,
        unregistered_end: str = "read_only",
        contact_grace_days: int = 14,
        timeout: float = 10.0,
        now: Callable[[], datetime] = system_time,
        elapsed: Callable[[], float] = time.monotonic,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.program = program
        self.version = version
        self.language = language
        self.device_name = (device_name or platform.node() or "PC")[:80]
        self.state = State(state)
        self._released = released
        self._wants_file = wants_file
        self._unregistered = timedelta(days=unregistered_days)
        self._unregistered_end = unregistered_end
        self._contact_grace = timedelta(days=contact_grace_days)
        self._elapsed = elapsed
        self._keys = KeyRing(keys)
        if not self._keys.ids:
            raise ValueError("name at least one public key of the portal")
        self._clock = Clock(self._moment("known_time"), now, elapsed)
        self._parts = fingerprint.fitting(parts or self._own_parts())
        agent = f"klucznik-client/{VERSION} ({program} {version})".encode(
            "ascii", "replace"
        ).decode()
        self._transport = Transport(
            base_url, agent=agent, language=language, timeout=timeout, pause=pause
        )

    @property
    def keys(self) -> KeyRing:
        """The keys built into the program, without those that the portal has revoked."""
        revoked = self.state.get("revoked_keys")
        return self._keys.without(revoked if isinstance(revoked, list) else ())

    @property
    def is_signed_in(self) -> bool:
        return bool(self.state.text("token"))

    @property
    def is_active(self) -> bool:
        """Whether this computer has a seat, as far as it knows."""
        return bool(self.state.text("device_secret") or self.state.text("file"))

    def _own_parts(self) -> dict[str, str]:
        install = self.state.text("install") or secrets.token_hex(16)
        self.state.update(install=install)
        return fingerprint.collect(self.program, install=install)

    def _device(self) -> dict[str, Any]:
        system = f"{platform.system()} {platform.release()}"[:80]
        return {"name": self.device_name, "system": system, "parts": self._parts}

    def _moment(self, name: str) -> datetime | None:
        try:
            return moment(self.state.get(name))
        except ValueError:
            return None

    def _token(self) -> str:
        """The person's token; without one only a sign-in helps."""
        token = self.state.text("token")
        if not token:
            raise NotSignedIn("not_signed_in", "Sign in first.", status=401)
        return token

    def _get(self, route: str, secret: str = "") -> Mapping[str, Any]:
        return self._transport.send(Call("GET", route, secret=secret)).body

    def _write(self, route: str, body: Mapping[str, Any], secret: str = "") -> Mapping[str, Any]:
        """A call that changes something, under a key that outlives a crash: it happens once."""
        mark, key = self._key_for(route, body, secret)
        try:
            reply: Reply = self._transport.send(Call("POST", route, body, secret, key))
        except Refused as refused:
            if refused.code != "in_flight" and refused.status != 429:
                self._settle(mark)
            raise
        self._settle(mark)
        return reply.body

    def _key_for(self, route: str, body: Mapping[str, Any], secret: str) -> tuple[str, str]:
        """The same key for the same call until it was answered."""
        whole = json.dumps([route, body, secret], sort_keys=True)
        mark = hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()
        waiting, now = self.state.table("waiting"), self._clock.read().now
        for name, entry in list(waiting.items()):
            try:
                is_fresh = abs(now - moment(entry["since"])) < REPEATABLE_FOR
            except (TypeError, KeyError, ValueError):
                is_fresh = False
            if not is_fresh:
                del waiting[name]
        entry = waiting.setdefault(mark, {"key": secrets.token_hex(16), "since": written(now)})
        self.state.update(waiting=waiting)
        return mark, str(entry["key"])

    def _settle(self, mark: str) -> None:
        waiting = self.state.table("waiting")
        waiting.pop(mark, None)
        self.state.update(waiting=waiting or None)
