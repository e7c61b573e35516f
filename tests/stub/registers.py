"""Five official registers on a port of this machine, each in its own protocol, with the accidents that befall them."""

from __future__ import annotations

import json
import re
import threading
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.stub import register_shapes as shapes

JSON = "application/json; charset=utf-8"
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "'
    + "&a;" * 50
    + '"><!ENTITY c "'
    + "&b;" * 50
    + '">]><root><dane><Nazwa>&c;</Nazwa></dane></root>'
)
STEAL = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><root><dane><Nazwa>&x;</Nazwa></dane></root>'
Sent = tuple[int, str, bytes]


class StubRegisters:
    """What a test may do with them: what they say of a company, and what befalls the next requests."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, str, dict[str, str], bytes]] = []
        self.accidents: dict[str, list[str]] = defaultdict(list)
        self.changes: dict[str, dict[str, Any]] = defaultdict(dict)
        self.sessions: set[str] = set()
        self.gone: set[str] = set()
        self.closing = threading.Event()
        bound = type("Bound", (OneRequest,), {"registers": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), bound)
        self.server.daemon_threads = True
        self.thread = threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        self.thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def close(self) -> None:
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def befall(self, register: str, *accidents: str) -> None:
        """What happens to the next requests to one register, one each."""
        self.accidents[register] += accidents

    def asked(self, register: str) -> int:
        return len([one for one in self.requests if one[0] == register])


class OneRequest(BaseHTTPRequestHandler):
    """One request: find the register by the path, let an accident happen, else answer."""

    registers: StubRegisters
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        self.serve(b"")

    def do_POST(self) -> None:
        self.serve(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def serve(self, body: bytes) -> None:
        parts = urlsplit(self.path)
        register = parts.path.split("/")[1]
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.registers.requests.append((register, self.path, headers, body))
        waiting = self.registers.accidents[register]
        accident = waiting.pop(0) if waiting else ""
        if accident:
            self.accident(register, accident)
        else:
            self.send(*getattr(self, register)(parts.path, parse_qs(parts.query), body))

    def send(self, status: int, kind: str, body: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def accident(self, register: str, name: str) -> None:
        plain: dict[str, tuple[int, str, bytes]] = {
            "500": (500, JSON, b'{"message": "boom"}'),
            "html": (200, "text/html", b"<html><h1>Przerwa techniczna</h1></html>"),
            "html as json": (200, JSON, b"<html>Przerwa techniczna</html>"),
            "404 page": (404, "text/html", b"<html>Not here</html>"),
            "odd": (200, JSON, b'["a", 1, null]'),
            "deep": (200, JSON, b"[" * 100_000),
            "401": (401, JSON, b'{"code": "UNAUTHORIZED"}'),
            "huge": (200, JSON, b'"' + b"x" * 3_000_000 + b'"'),
            "bomb": (200, *shapes.framed("DaneSzukajPodmioty", BOMB)),
            "thief": (200, *shapes.framed("DaneSzukajPodmioty", STEAL)),
            "bomb outside": (200, "application/soap+xml", BOMB.encode()),
            "broken": (200, *shapes.framed("DaneSzukajPodmioty", "<root><dane>")),
            "nobody": (200, *shapes.framed("DaneSzukajPodmioty", "")),
            "used up": (400, JSON, b'{"code": "WL-191", "message": "Limit wyczerpany"}'),
            "wrapped": (400, JSON, b'{"exception": {"code": "WL-191"}}'),
        }
        if name in plain:
            self.send(*plain[name])
        elif name == "429":
            self.send(429, JSON, b"{}", Retry_After="120")
        elif name == "redirect":
            self.send(302, "text/plain", b"", Location=f"{self.registers.url}/elsewhere")
        elif name == "silence":
            self.registers.closing.wait(10)
            self.close_connection = True
        elif name == "drip":
            self.drip()
        elif name == "drop":
            self.close_connection = True
        else:  # a word of VIES instead of an answer
            said = {"actionSucceed": False, "errorWrappers": [{"error": name}]}
            self.send(200, JSON, json.dumps(said).encode())

    def drip(self) -> None:
        """A byte now and then, each within the patience for one."""
        self.send_response(200)
        self.send_header("Content-Type", JSON)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.close_connection = True
        for _ in range(1000):
            if self.registers.closing.wait(0.02):
                return
            try:
                self.wfile.write(b" ")
            except OSError:
                return

    def regon(self, path: str, query: dict[str, list[str]], body: bytes) -> Sent:
        said = body.decode()
        operation = re.search(r"<ns:(\w+)>", said).group(1)
        if f"IUslugaBIRzewnPubl/{operation}</wsa:Action>" not in said:
            return 500, "application/soap+xml", b"<s:Fault/>"
        if operation == "Zaloguj":
            is_right = "<ns:pKluczUzytkownika>key-of-tests<" in said
            session = f"session{len(self.registers.requests)}" if is_right else ""
            self.registers.sessions |= {session} - {""}
            return 200, *shapes.framed(operation, session)
        if self.headers.get("sid", "") not in self.registers.sessions:
            return 200, *shapes.framed(operation, "")
        if operation == "DaneSzukajPodmioty":
            nip = re.search(r"<dat:Nip>(\d+)<", said).group(1)
            return 200, *shapes.framed(operation, shapes.regon_search(nip))
        report = re.search(r"<ns:pNazwaRaportu>(\w+)<", said).group(1)
        inner = shapes.regon_report(report, self.registers.changes["regon"])
        return 200, *shapes.framed(operation, f"<![CDATA[{inner}]]>", as_text=False)

    def krs(self, path: str, query: dict[str, list[str]], body: bytes) -> Sent:
        number, part = path.rpartition("/")[2], query["rejestr"][0]
        if number != shapes.KRS_NUMBER or part != "P" or "krs" in self.registers.gone:
            return 404, JSON, b""
        return 200, JSON, json.dumps(shapes.excerpt(self.registers.changes["krs"])).encode()

    def ceidg(self, path: str, query: dict[str, list[str]], body: bytes) -> Sent:
        if self.headers.get("Authorization") != "Bearer token-of-tests":
            return 401, JSON, b'{"code": "UNAUTHORIZED"}'
        if query["nip"] != [shapes.TRADER]:
            return 204, JSON, b""
        return 200, JSON, json.dumps(shapes.firm(self.registers.changes["ceidg"])).encode()

    def white_list(self, path: str, query: dict[str, list[str]], body: bytes) -> Sent:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", query["date"][0]):
            return 400, JSON, b'{"code": "WL-101", "message": "date"}'
        found = shapes.subject(path.rpartition("/")[2])
        if found is not None:
            found |= self.registers.changes["white_list"]
        told = {
            "subject": found,
            "requestId": "l7mc0-88dh943",
            "requestDateTime": "30-11-2026 10:12:13",
        }
        return 200, JSON, json.dumps({"result": told}).encode()

    def vies(self, path: str, query: dict[str, list[str]], body: bytes) -> Sent:
        asked = json.loads(body)
        told = shapes.vies(asked["countryCode"], asked["vatNumber"])
        told |= self.registers.changes["vies"]
        return 200, JSON, json.dumps(told).encode()
