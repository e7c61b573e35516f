"""Talks to the portal: JSON over HTTPS, with time limits, and tries again where that is safe."""

from __future__ import annotations

import http.client
import json
import random
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from klucznik_client.errors import (
    AccountMismatch,
    MaybeSameDevice,
    NoFreeSeat,
    NotSignedIn,
    Refused,
    Unreachable,
)

LARGEST_ANSWER = 1_000_000
LONGEST_PAUSE = 10.0
_KINDS: Mapping[str, type[Refused]] = {
    "no_free_seat": NoFreeSeat,
    "account_mismatch": AccountMismatch,
    "maybe_same_device": MaybeSameDevice,
}


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Secrets go to the address that the program names, and to no other."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


@dataclass(frozen=True)
class Reply:
    status: int
    body: Mapping[str, Any]
    retry_after: int | None = None

    @property
    def code(self) -> str:
        """The machine-readable name of a refusal, wherever the portal puts it."""
        for name in ("code", "error", "title"):
            value = self.body.get(name)
            if isinstance(value, str) and value:
                return value
        return ""

    @property
    def is_in_flight(self) -> bool:
        return self.status == 409 and self.code.endswith("in_flight")


@dataclass(frozen=True)
class Call:
    """One request: where to, what, as whom, and under which key it may be repeated."""

    method: str
    route: str
    body: Mapping[str, Any] | None = None
    secret: str = ""
    key: str = ""
    tries: int = 4


class Transport:
    """Sends calls and returns the portal's reply, Refused or Unreachable."""

    def __init__(
        self,
        base_url: str,
        *,
        agent: str,
        language: str,
        timeout: float = 10.0,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        address = urllib.parse.urlsplit(base_url)
        own = address.hostname in {"localhost", "127.0.0.1", "::1"}
        if address.scheme != "https" and not (address.scheme == "http" and own):
            raise ValueError("the portal's address begins with https://")
        self._root = base_url.rstrip("/") + "/api/v1"
        self._agent = agent
        self._language = language
        self._timeout = timeout
        self._pause = pause
        self._opener = urllib.request.build_opener(_NoRedirects())

    def send(self, call: Call) -> Reply:
        """The reply to a call that succeeded. Only what may be repeated safely is tried again."""
        reply = self._persist(call)
        if 200 <= reply.status < 300:
            return reply
        if reply.status >= 500 or not reply.status >= 400:
            raise Unreachable(f"The portal answered with {reply.status}.")
        raise refusal(reply)

    def _persist(self, call: Call) -> Reply:
        for number in range(1, call.tries + 1):
            reply: Reply | None = None
            try:
                reply = self._once(call)
                if reply.status < 500 and not reply.is_in_flight:
                    return reply
            except Unreachable:
                if number == call.tries:
                    raise
            if number < call.tries:
                self._pause(_wait(number, reply))
        assert reply is not None
        return reply

    def _once(self, call: Call) -> Reply:
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked
            self._root + call.route, method=call.method, headers=self._headers(call)
        )
        if call.body is not None:
            request.data = json.dumps(call.body, ensure_ascii=False).encode("utf-8", "replace")
        try:
            with self._opener.open(request, timeout=self._timeout) as answer:
                return _reply(answer.status, answer.headers, answer.read(LARGEST_ANSWER + 1))
        except urllib.error.HTTPError as error:
            with error:
                try:
                    return _reply(error.code, error.headers, error.read(LARGEST_ANSWER + 1))
                except (OSError, http.client.HTTPException) as cut:
                    raise Unreachable(f"The portal's answer broke off: {cut}") from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Unreachable(f"The portal cannot be reached: {error}") from None

    def _headers(self, call: Call) -> dict[str, str]:
        headers = {
            "Accept": "application/json",
            "Accept-Language": self._language,
            "Content-Type": "application/json",
            "User-Agent": self._agent,
        }
        if call.secret:
            headers["Authorization"] = f"Bearer {call.secret}"
        if call.key:
            headers["Idempotency-Key"] = call.key
        return headers


def refusal(reply: Reply) -> Refused:
    """The exception for a reply that says no."""
    kind = NotSignedIn if reply.status == 401 else _KINDS.get(reply.code, Refused)
    detail, field = reply.body.get("detail"), reply.body.get("field")
    return kind(
        reply.code or "refused",
        detail if isinstance(detail, str) else f"The portal refused ({reply.status}).",
        status=reply.status,
        field=field if isinstance(field, str) else "",
        retry_after=reply.retry_after,
        details=reply.body,
    )


def _reply(status: int, headers: Any, data: bytes) -> Reply:
    if status == 204 and not data:
        return Reply(status, {})
    try:
        body = json.loads(data.decode("utf-8")) if len(data) <= LARGEST_ANSWER else None
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        if 200 <= status < 300:
            raise Unreachable("Something that is not the portal answered.")
        body = {}
    seconds = str(headers.get("Retry-After") or "")
    after = int(seconds) if seconds.isascii() and seconds.isdigit() and len(seconds) < 9 else None
    return Reply(status, body, after)


def _wait(number: int, reply: Reply | None) -> float:
    """Longer each time, never the same for all programs of an office."""
    if reply is not None and reply.retry_after is not None:
        return min(LONGEST_PAUSE, float(reply.retry_after))
    return min(LONGEST_PAUSE, 0.5 * 2 ** (number - 1)) * random.uniform(0.8, 1.2)  # noqa: S311
