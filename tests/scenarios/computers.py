"""A computer with a program on it, as the vendor's programmers would build it: on the SDK, before the real portal."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

from django.test import Client as Browser

from klucznik.core import clock
from klucznik.mail.models import SentEmail
from klucznik.mail.rendering import render
from klucznik_client import Client
from klucznik_client.transport import Call, Reply, Transport, _reply
from tests import factories

PARTS = ("system", "board", "disk", "network")
_count = itertools.count(1)


class InProcess(Transport):
    """The transport of the SDK with the wire left out: the portal answers in this process."""

    def _once(self, call: Call) -> Reply:
        headers = {name.lower(): value for name, value in self._headers(call).items()}
        headers.pop("content-type")
        answer = Browser(enforce_csrf_checks=True, headers=headers).generic(
            call.method,
            f"/api/v1{call.route}",
            json.dumps(call.body) if call.body is not None else "",
            content_type="application/json",
        )
        return _reply(answer.status_code, answer.headers, answer.content)


def program(
    code: str, folder: Path, *, version: str, key: str, name: str = "", **more: Any
) -> Client:
    """A freshly installed program on a computer that no other resembles."""
    mark = f"{next(_count):016d}"
    made = Client(
        "http://127.0.0.1:8000",
        program=code,
        version=version,
        state=folder / f"{code}-{mark}.json",
        keys=[key],
        device_name=name or f"KASA-{mark[-2:]}",
        parts={part: f"{part}-{mark}" for part in PARTS},
        now=clock.now,
        pause=lambda seconds: None,
        **more,
    )
    made._transport = InProcess("http://127.0.0.1:8000", agent="test", language="pl")
    return made


def sign_in(installed: Client, browser: Browser) -> None:
    """The program shows its code; the person types it in the portal and allows."""
    begun = installed.begin_sign_in()
    browser.post("/program/", {"code": begun.user_code})
    browser.post("/program/question/allow/")
    assert installed.poll() is not None


def code_in_the_mail() -> str:
    """The activation code, as the newest message about one carries it."""
    letter = SentEmail.objects.filter(message="licensing/emails/activation_code").latest("pk")
    found = re.search(
        r"\b[A-Z2-9]{5}-[A-Z2-9]{5}-[A-Z2-9]{5}\b", render(letter, with_secrets=True).text
    )
    assert found is not None
    return found.group()


def another_tax_id() -> str:
    return factories.tax_number()
