"""A stand-in for the portal on a port of this machine: the API for programs as the design has it, and its accidents."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from tests.stub import applications, devices, offices, people, statements
from tests.stub.world import License, Refusal, World
from tools.signing import TestKey

Handler = Callable[..., tuple[int, dict[str, Any]]]
# The address, what answers it, and whether it must come with an idempotency key.
ROUTES: list[tuple[str, str, Handler, bool]] = [
    ("POST", "/program-sign-in", people.begin_sign_in, True),
    ("POST", "/program-sign-in/token", people.poll, False),
    ("DELETE", "/program-sign-in/token", people.sign_out, False),
    ("GET", "/me", people.me, False),
    ("GET", "/companies/(?P<place>[^/]+)/access/(?P<product>[^/]+)", applications.access, False),
    ("GET", "/office/clients", applications.clients, False),
    ("GET", "/office/clients/(?P<client>[^/]+)", applications.client, False),
    (
        "GET",
        "/office/clients/(?P<place>[^/]+)/access/(?P<product>[^/]+)",
        applications.access,
        False,
    ),
    ("POST", "/shares/find", applications.find_share, True),
    ("POST", "/licenses/register", people.register, True),
    ("POST", "/licenses/(?P<license>[^/]+)/entities", people.register_entity, True),
    ("GET", "/licenses/(?P<license>[^/]+)/devices", people.devices, False),
    ("POST", "/entities/by-code", people.register_entity_by_code, True),
    ("POST", "/office-entities", offices.register, True),
    ("GET", "/companies/(?P<company>[^/]+)/clients", offices.clients, False),
    ("POST", "/companies/(?P<company>[^/]+)/clients", offices.add, True),
    ("POST", "/companies/(?P<company>[^/]+)/clients/(?P<client>[^/]+)/share", offices.share, True),
    (
        "DELETE",
        "/companies/(?P<company>[^/]+)/clients/(?P<client>[^/]+)/share",
        offices.end_share,
        False,
    ),
    ("POST", "/activations", devices.activate, True),
    ("POST", "/devices/(?P<device>[^/]+)/release", people.release_device, True),
    ("POST", "/check", devices.check, False),
    ("POST", "/heartbeat", devices.heartbeat, False),
    ("POST", "/release", devices.release, True),
    ("POST", "/witness", devices.witness, True),
    ("POST", "/license-file", devices.license_file, True),
    ("GET", "/keys", devices.keys, False),
]


class StubPortal:
    """What a test may do with the portal. A real one can stand in its place if it offers the same."""

    def __init__(self) -> None:
        self.world = World()
        self.requests: list[tuple[str, str, dict[str, str]]] = []
        self.accidents: list[str] = []  # what befalls the next requests, one each
        self.kept: dict[tuple[str, str], tuple[bytes, int, dict[str, Any]]] = {}
        self.lock = threading.Lock()
        self.server = ThreadingHTTPServer(
            ("127.0.0.1", 0), type("Bound", (OneRequest,), {"portal": self})
        )
        self.thread = threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.01}
        )
        self.thread.daemon = True
        self.thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    @property
    def key(self) -> str:
        """The public key that programs are built with."""
        return TestKey("current").public

    @property
    def routes(self) -> list[str]:
        return [route for _, route, _ in self.requests]

    def close(self) -> None:
        """Unplugged: nothing answers any more."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def add_license(self, number: str, product: str, **facts: Any) -> License:
        self.world.licenses[number] = License(number, product, **facts)
        return self.world.licenses[number]

    def confirm(self, user_code: str, *, state: str = "confirmed") -> None:
        """Anna opens the address, compares the code and says yes (or state="access_denied")."""
        for sign_in in self.world.sign_ins.values():
            if sign_in.user_code == user_code:
                sign_in.state = state

    def change(self, number: str, **facts: Any) -> None:
        """What the vendor decides: status, valid_to, notices …"""
        for name, value in facts.items():
            setattr(self.world.licenses[number], name, value)

    def ends_on(self, number: str, day: date | None) -> None:
        self.change(number, valid_to=day)

    def free(self, number: str) -> None:
        """Somebody frees every device of a license in the portal."""
        for device in self.world.holders(self.world.licenses[number]):
            device.is_released = True

    def answer_request(self, number: str, request: str) -> str:
        return devices.answer_request(self.world, self.world.licenses[number], request)

    def registration_file(self, number: str) -> str:
        return statements.registration_file(self.world, self.world.licenses[number])

    def travel(self, **by: float) -> None:
        self.world.now += timedelta(**by)

    def rotate_key(self, word: str, *, revoke: bool = False) -> None:
        """Sign with another key from now on."""
        if revoke:
            self.world.revoked.add(self.world.key.id)
        self.world.keys.append(TestKey(word))

    def handle(
        self, method: str, route: str, data: bytes, headers: dict[str, str]
    ) -> tuple[int, dict[str, Any]]:
        """One request, as often as it is repeated under its key."""
        try:
            return self._once(method, route, data, headers)
        except Refusal as no:
            problem = {
                "type": f"urn:klucznik:{no.code}",
                "title": no.code,
                "status": no.status,
                "detail": no.detail,
            }
            return no.status, problem | no.more

    def _once(
        self, method: str, route: str, data: bytes, headers: dict[str, str]
    ) -> tuple[int, dict[str, Any]]:
        route, _, query = route.partition("?")
        act, writes, named = find(method, route)
        key = headers.get("Idempotency-Key", "")
        if writes != bool(re.fullmatch(r"[!-~]{16,128}", key)):
            raise Refusal(422, "idempotency_key_missing")
        secret = headers.get("Authorization", "").removeprefix("Bearer ")
        if writes and (route, key) in self.kept:
            before, status, answer = self.kept[route, key]
            if before != data:
                raise Refusal(422, "idempotency_mismatch")
            return status, answer
        body = json.loads(data or b"{}") | dict(parse_qsl(query))
        status, answer = act(self.world, body, secret, **named)
        if writes:
            self.kept[route, key] = data, status, answer
        return status, answer


def find(method: str, route: str) -> tuple[Handler, bool, dict[str, str]]:
    """What answers at an address, and the names in it."""
    for known_method, pattern, act, writes in ROUTES:
        match = re.fullmatch("/api/v1" + pattern, route)
        if match and method == known_method:
            return act, writes, match.groupdict()
    raise Refusal(404, "not_found")


class OneRequest(BaseHTTPRequestHandler):
    """The web around it, with the accidents that happen there."""

    portal: StubPortal

    def do_GET(self) -> None:
        self.serve()

    def do_POST(self) -> None:
        self.serve()

    def do_DELETE(self) -> None:
        self.serve()

    def serve(self) -> None:
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = dict(self.headers.items())
        with self.portal.lock:
            self.portal.requests.append((self.command, self.path, headers))
            accident = self.portal.accidents.pop(0) if self.portal.accidents else ""
            status, answer = 503, {"title": "unavailable"}
            if accident in {"", "answer lost", "answer cut"}:
                status, answer = self.portal.handle(self.command, self.path, data, headers)
        self.tell(accident, status, answer)

    def tell(self, accident: str, status: int, answer: dict[str, Any]) -> None:
        text = json.dumps(answer).encode()
        self.close_connection = accident.startswith("answer ")
        if accident == "answer lost":
            return
        more = {"Content-Type": "application/json"}
        if accident == "in flight":
            status, text = 409, b'{"title": "in_flight"}'
        elif accident == "too many":
            status, text, more = 429, b'{"title": "too_many"}', more | {"Retry-After": "7"}
        elif accident == "hotel":
            status, text, more = 200, b"<html>Welcome!</html>", {"Content-Type": "text/html"}
        elif accident == "led away":
            status, more = 302, more | {"Location": "/api/v1/keys"}
        self.send_response(status)
        for name, value in more.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(text) + (9 if accident == "answer cut" else 0)))
        self.end_headers()
        if status != 204:
            self.wfile.write(text[:-9] if accident == "answer cut" else text)

    def log_message(self, format: str, *args: Any) -> None:
        return None
