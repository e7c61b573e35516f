"""The quick and the ordinary way of a check, asked at the same moment."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

import time_machine
from django.core.wsgi import get_wsgi_application

from klucznik.devices.api import pace
from klucznik.devices.quick import QuickWay

NOON = "2026-11-30T11:00:00Z"


class Ways:
    """Both ways, asked at the same moment; it counts what the quick one handed on."""

    def __init__(self) -> None:
        self.ordinary = get_wsgi_application()
        self.handed_on = 0
        self.quick = QuickWay(self._counted)
        self.quick.headers = [("Content-Type", "application/json; charset=utf-8")]

    def _counted(self, environ: Any, start: Any) -> Any:
        self.handed_on += 1
        return self.ordinary(environ, start)

    def ask(
        self, way: Any, path: str, secret: str, body: bytes, *, full: bool = True, **environ: Any
    ) -> Any:
        """Status, headers and body; with `full` buckets."""
        if full:
            pace.BUCKETS.forget()
        told: list[Any] = []
        asked = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": f"/api/v1{path}",
            "QUERY_STRING": "",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "HTTP_HOST": "testserver",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_AUTHORIZATION": f"Bearer {secret}",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
        } | environ
        answer = b"".join(way(asked, lambda status, headers, *rest: told.extend([status, headers])))
        return told[0], dict(told[1]), answer

    def both(self, path: str, secret: str, body: Any = None, **environ: Any) -> Any:
        """The answer, which is the same both ways, the signed part too."""
        raw = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
        with time_machine.travel(NOON, tick=False):
            first = self.ask(self.ordinary, path, secret, raw, **environ)
            second = self.ask(self.quick, path, secret, raw, **environ)
        assert first[0] == second[0]
        assert plain(first[2]) == plain(second[2])
        return json.loads(second[2])


def plain(answer: bytes) -> Any:
    """The answer with its signed part read; two signatures of one key over the same are the same."""
    told = json.loads(answer)
    if told.get("signed"):
        payload = told["signed"].split(".")[3]
        told["payload"] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return told
