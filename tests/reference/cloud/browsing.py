"""A browser in front of the application: it keeps cookies, follows where it is led, fills forms in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import parse_qsl, urlsplit

from reference.cloud.site import Site
from reference.cloud.web import Request, Response

MOST_HOPS = 5


@dataclass
class Browser:
    """One person's browser; `page` is the text of what it shows."""

    site: Site
    languages: str = "pl"
    cookies: dict[str, str] = field(default_factory=dict)
    path: str = ""
    page: str = ""
    status: int = 0

    def get(self, address: str) -> Browser:
        return self._go("GET", address)

    def post(self, address: str, **fields: str) -> Browser:
        """With the mark that the shown page carries, unless the test has another."""
        found = re.search(r'name="mark" value="([^"]*)"', self.page)
        return self._go("POST", address, {"mark": found[1] if found else ""} | fields)

    def response(self, method: str, address: str, form: dict[str, str] | None = None) -> Response:
        """One request, not followed."""
        parts = urlsplit(address)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        request = Request(method, parts.path, query, form or {}, dict(self.cookies), self.languages)
        answer = self.site.answer(request)
        for name, value in answer.headers:
            if name == "Set-Cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return answer

    def _go(self, method: str, address: str, form: dict[str, str] | None = None) -> Browser:
        for _ in range(MOST_HOPS):
            answer = self.response(method, address, form)
            led = dict(answer.headers).get("Location")
            if led is None or not led.startswith("/"):
                break
            method, address, form = "GET", led, None
        self.path, self.page = address, unescape(answer.body.decode("utf-8"))
        self.status = int(answer.status)
        return self
