"""The quick way of the two questions that programs ask most, in front of Django: the plain case and nothing else.

It reads with one compiled query and answers by the same pure functions as the ordinary way (devices/api). Whatever is
not plain it hands on: a secret that it does not find, a place that ended, a lease that died, something to tell beside
the verdict, an unusual body, a database that is away. A test holds both ways to the same answers.
"""

from __future__ import annotations

import io
import json
import secrets
import sqlite3
from collections.abc import Callable, Iterable
from typing import Any, Final

import psycopg
from django.conf import settings
from django.db import Error, connection

from klucznik.core import clock
from klucznik.core.provenance import client_address
from klucznik.devices import answers, keys, visits
from klucznik.devices.api import pace
from klucznik.limits.buckets import Spent, tightest

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
Headers = list[tuple[str, str]]

LONGEST: Final = 2048
# Of each answer its own; all other headers are learned from the ordinary way.
OWN_HEADERS: Final = frozenset(
    {"content-length", "content-language", "x-request-id", "ratelimit-limit"}
    | {"ratelimit-remaining", "ratelimit-reset", "set-cookie"}
)
# What the drivers and Django say when the database is away or busy.
AWAY: Final = (Error, sqlite3.Error, psycopg.Error)


class NotPlain(Exception):
    """The ordinary way has to answer."""


class QuickWay:
    """A WSGI application in front of another one."""

    def __init__(self, ordinary: Application) -> None:
        self.ordinary = ordinary
        self.headers: Headers = []

    def __call__(self, environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        asks = visits.QUESTIONS.get(environ.get("PATH_INFO", ""))
        if asks is None or environ.get("REQUEST_METHOD") != "POST":
            return self.ordinary(environ, start)
        if not self.headers:
            return self.ordinary(environ, self.learning(start))
        body = b""
        try:
            body = read_body(environ)
            spent, answer = respond(environ, asks, body)
        except NotPlain:
            return self.hand_on(environ, start, body)
        except AWAY:
            connection.close()
            return self.hand_on(environ, start, body)
        own = [*spent.headers.items(), ("X-Request-Id", secrets.token_hex(8))]
        start("200 OK", [*self.headers, *own, ("Content-Length", str(len(answer)))])
        return [answer]

    def hand_on(self, environ: Environ, start: Callable[..., Any], body: bytes) -> Iterable[bytes]:
        """The ordinary way reads the body anew."""
        if body:
            environ["wsgi.input"] = io.BytesIO(body)
        return self.ordinary(environ, start)

    def learning(self, start: Callable[..., Any]) -> Callable[..., Any]:
        """Remember the headers of a good answer of the ordinary way."""

        def started(status: str, headers: Headers, *rest: Any) -> Any:
            if status.startswith("200"):
                self.headers = [one for one in headers if one[0].lower() not in OWN_HEADERS]
            return start(status, headers, *rest)

        return started


def read_body(environ: Environ) -> bytes:
    """The body of a short request to this site. Raises NotPlain."""
    length = environ.get("CONTENT_LENGTH") or ""
    host = environ.get("HTTP_HOST", "").rpartition(":")[0] or environ.get("HTTP_HOST", "")
    if not length.isdigit() or int(length) > LONGEST or host not in settings.ALLOWED_HOSTS:
        raise NotPlain
    body: bytes = environ["wsgi.input"].read(int(length))
    return body


def respond(environ: Environ, asks: visits.Question, body: bytes) -> tuple[Spent, bytes]:
    """What is left of the caller's pace, and the answer. Raises NotPlain."""
    scheme, _, secret = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    asked = asks.read(body)
    if scheme != "Bearer" or asked is None or not keys.looks_like_one(secret):
        raise NotPlain
    secret_hash, now = keys.hash_of(secret), clock.now()
    spent = pace.before(secret_hash, client_address(_Asked(environ)))  # type: ignore[arg-type]
    environ[pace.SPENT] = spent
    place = None if spent.wait else visits.find(secret_hash, now, asked.version)
    if place is None or (asks.tells_notices and place.may_have_notices(now)):
        raise NotPlain
    spent = tightest([spent, pace.after(place.license_key)])
    if spent.wait or not place.is_of(asked.parts) or not place.kept(asked.version, now):
        raise NotPlain
    return spent, said(place, asked)


def said(place: visits.Visit, asked: visits.Asked) -> bytes:
    """The answer as the schema of the ordinary way writes it."""
    made = answers.answer(place.standing, language=asked.language, nonce=asked.nonce)
    told = dict(made.payload)
    told |= {
        "sentence": made.sentence,
        "language": made.language,
        "next_step": made.next_step,
        "notices": [],
        "entity": None,
        "signed": answers.signed(made),
    }
    return json.dumps(told, ensure_ascii=False).encode()


class _Asked:
    """As much of a request as the reading of an address needs."""

    def __init__(self, environ: Environ) -> None:
        self.META = environ
