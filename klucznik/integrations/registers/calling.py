"""One call to a register: counted, in limited time, of limited size, without following anybody anywhere."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import urllib3
from django.conf import settings
from django.core.cache import cache as kept
from django.utils import timezone
from urllib3.exceptions import HTTPError, NewConnectionError, SSLError, TimeoutError

from klucznik.limits.counting import consume
from klucznik.limits.errors import TooManyTries

LARGEST = 2 * 1024 * 1024
CHUNK = 64 * 1024
PAGE_SECONDS = 3.0  # somebody waits for the page
TRIES = 2  # of a job; the next ones come minutes and hours later (declarations/tasks.py)
AGAIN = frozenset({500, 502, 503, 504})
REFUSED = frozenset({401, 403})
LONGEST_PAUSE = 24 * 3600
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class NoAnswer(Exception):
    """The register did not say yes or no; `reason` is a short code, never a text from outside."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Reply:
    """What came back, read to its end."""

    status: int
    kind: str
    body: bytes

    def json(self) -> Any:
        """The body as JSON; anything else is no answer."""
        if self.kind not in ("application/json", "text/json"):
            raise NoAnswer("not_json")
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as wrong:
            raise NoAnswer("malformed") from wrong


@dataclass(frozen=True)
class Caller:
    """How one register is called: its limits, by name of the limit and whom it counts, and our patience."""

    register: str
    limits: tuple[tuple[str, str], ...]
    patient: bool = True
    # How long nobody asks after the register said "too many" without saying until when.
    rest: timedelta = timedelta(minutes=1)

    def call(
        self, method: str, url: str, *, headers: dict[str, str] | None = None, body: bytes = b""
    ) -> Reply:
        """Ask; raises NoAnswer for everything that the adapter need not know about."""
        if kept.get(self._pause):
            raise NoAnswer("paused")
        if not is_safe(url):
            raise NoAnswer("not_https")
        reply = self._tried(method, url, headers or {}, body)
        if 300 <= reply.status < 400:
            raise NoAnswer("redirected")
        if reply.status in REFUSED:
            raise NoAnswer("refused")
        if reply.status >= 500:
            raise NoAnswer("server_error")
        return reply

    def pause(self, seconds: float) -> None:
        """Leave the register alone for a while."""
        kept.set(self._pause, True, min(max(seconds, 1), LONGEST_PAUSE))

    @property
    def _pause(self) -> str:
        return f"register:pause:{self.register}"

    def _tried(self, method: str, url: str, headers: dict[str, str], body: bytes) -> Reply:
        """A dropped connection or an error of the server is tried once more at once, if there is time."""
        left = TRIES if self.patient else 1
        while True:
            left -= 1
            self._count()
            try:
                reply = self._once(method, url, headers, body)
            except HTTPError as error:
                if not left or isinstance(error, TimeoutError | SSLError):
                    raise NoAnswer(_reason(error)) from None  # its text holds the address asked for
            else:
                if reply.status not in AGAIN or not left:
                    return reply

    def _count(self) -> None:
        try:
            consume(**dict(self.limits))
        except TooManyTries:
            raise NoAnswer("limit") from None

    def _once(self, method: str, url: str, headers: dict[str, str], body: bytes) -> Reply:
        seconds = float(settings.REGISTER_SECONDS if self.patient else PAGE_SECONDS)
        until = time.monotonic() + 2 * seconds
        response = _pool().urlopen(
            method,
            url,
            headers={"Accept-Encoding": "identity", "User-Agent": "Klucznik", **headers},
            body=body or None,
            timeout=urllib3.Timeout(connect=min(seconds, 5.0), read=seconds),
            retries=False,
            redirect=False,
            preload_content=False,
        )
        try:
            if response.status == 429:
                self.pause(_seconds(response.headers.get("Retry-After", ""), self.rest))
                raise NoAnswer("too_many")
            kind = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
            whole = _read(response, until)
        except NoAnswer:
            response.close()  # what was not read must not meet the next call
            raise
        finally:
            response.release_conn()
        return Reply(response.status, kind, whole)


@cache
def _pool() -> urllib3.PoolManager:
    """Connections of this process, their certificates checked; proxies of the environment are not used."""
    return urllib3.PoolManager(num_pools=8, maxsize=4, cert_reqs="CERT_REQUIRED")


def _read(response: urllib3.BaseHTTPResponse, until: float) -> bytes:
    """The whole body, up to a size and a time: a register that drips keeps nobody."""
    parts, size = [], 0
    while part := response.read1(CHUNK, decode_content=True):
        size += len(part)
        if size > LARGEST:
            raise NoAnswer("too_large")
        if time.monotonic() > until:
            raise NoAnswer("timeout")
        parts.append(part)
    return b"".join(parts)


def is_safe(url: str) -> bool:
    """Keys and tax IDs go encrypted, except to this machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or parts.hostname in LOOPBACK


def _reason(error: HTTPError) -> str:
    if isinstance(error, SSLError):
        return "certificate"
    # A refused connection is a kind of timeout in the library's eyes.
    if isinstance(error, NewConnectionError):
        return "unreachable"
    return "timeout" if isinstance(error, TimeoutError) else "connection"


def _seconds(said: str, otherwise: timedelta) -> float:
    return float(said) if said.isascii() and said.isdigit() else otherwise.total_seconds()


def until_midnight() -> timedelta:
    """The time left of this day in the vendor's zone."""
    now = timezone.localtime()
    return now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1) - now
