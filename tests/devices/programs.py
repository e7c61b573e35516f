"""A program as the tests play it: it knows its machine, its secret and nothing else."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from klucznik.devices.fingerprints import Machine
from klucznik.licensing.models import License
from tests import factories

API = "/api/v1"


def post(path: str, body: Any = None, *, browser: Client | None = None, **headers: str) -> Any:
    """Send JSON as a program does; headers by their names with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    named.setdefault("accept-language", "en")
    text = body if isinstance(body, str) else json.dumps({} if body is None else body)
    return (browser or Client()).post(
        f"{API}{path}", text, content_type="application/json", headers=named
    )


@dataclass
class Program:
    """One installation. `answer` is the last one it got."""

    product: str = "subiekt-gt"
    version: str = "1.80"
    machine: Machine = field(default_factory=factories.machine)
    secret: str = ""
    device: str = ""
    answer: Any = None

    def says(self, **more: Any) -> dict[str, Any]:
        return {
            "product": self.product,
            "version": self.version,
            "device": {
                "name": self.machine.name,
                "system": self.machine.system,
                "parts": dict(self.machine.parts),
            },
            **more,
        }

    def activate(
        self,
        of: License | None = None,
        *,
        browser: Client | None = None,
        headers: dict[str, str] | None = None,
        **more: Any,
    ) -> Any:
        if of is not None:
            more.setdefault("number", of.number)
        answer = post("/activations", self.says(**more), browser=browser, **(headers or {}))
        if answer.status_code == 201:
            self.answer = answer.json()
            self.secret, self.device = self.answer["device_secret"], self.answer["device"]
        return answer

    def ask(self, path: str, **body: Any) -> Any:
        """With its own secret."""
        return post(path, body, authorization=f"Bearer {self.secret}")

    def check(self, **body: Any) -> dict[str, Any]:
        body.setdefault("language", "en")
        found: dict[str, Any] = self.ask("/check", **body).json()
        return found
