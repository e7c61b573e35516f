"""As much of the web as this application needs: a request, an answer, HTML that escapes what it is given."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl

LARGEST_FORM = 20_000
LONGEST_VALUE = 2_000
# Nothing is loaded from elsewhere, nothing runs, nobody frames it.
SAFETY = (
    (
        "Content-Security-Policy",
        (
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
            " frame-ancestors 'none'"
        ),
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)


class Html(str):
    """A text that is HTML already."""

    __slots__ = ()


def fill(template: str, /, **values: object) -> Html:
    """The template with its values, each escaped unless it is HTML."""
    safe = {
        name: value if isinstance(value, Html) else html.escape(str(value))
        for name, value in values.items()
    }
    return Html(template.format(**safe))


def joined(parts: Iterable[Html]) -> Html:
    return Html("".join(parts))


@dataclass(frozen=True)
class Request:
    """What a browser asks."""

    method: str
    path: str
    query: Mapping[str, str]
    form: Mapping[str, str]
    cookies: Mapping[str, str]
    languages: str = ""
    host: str = ""

    @classmethod
    def of(cls, environ: Mapping[str, Any]) -> Request:
        form: Mapping[str, str] = {}
        if environ["REQUEST_METHOD"] == "POST":
            size = str(environ.get("CONTENT_LENGTH") or "0")
            length = int(size) if size.isascii() and size.isdigit() else 0
            form = _fields(
                environ["wsgi.input"].read(length).decode("utf-8", "replace")
                if length <= LARGEST_FORM
                else ""
            )
        return cls(
            method=environ["REQUEST_METHOD"],
            path=environ.get("PATH_INFO", "/").encode("latin-1").decode("utf-8", "replace"),
            query=_fields(environ.get("QUERY_STRING", "")),
            form=form,
            cookies=_cookies(environ.get("HTTP_COOKIE", "")),
            languages=environ.get("HTTP_ACCEPT_LANGUAGE", ""),
            host=environ.get("HTTP_HOST", ""),
        )


@dataclass
class Response:
    """What it gets."""

    body: bytes = b""
    status: HTTPStatus = HTTPStatus.OK
    kind: str = "text/html; charset=utf-8"
    headers: list[tuple[str, str]] = field(default_factory=list)

    def remember(self, name: str, value: str, *, seconds: int) -> Response:
        """A cookie that scripts cannot read and other sites do not send."""
        text = f"{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax"
        self.headers.append(("Set-Cookie", text))
        return self

    @property
    def all_headers(self) -> list[tuple[str, str]]:
        own = [("Content-Type", self.kind), ("Content-Length", str(len(self.body)))]
        return [*own, *SAFETY, *self.headers]


def redirect(address: str) -> Response:
    return Response(status=HTTPStatus.SEE_OTHER, headers=[("Location", address)])


def _fields(text: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=40)
    except ValueError:
        return {}
    return {name: value[:LONGEST_VALUE] for name, value in pairs}


def _cookies(text: str) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(text).items()}
    except CookieError:
        return {}
