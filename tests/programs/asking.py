"""What the stories about programs share: a program that asks, polls and calls, and a person who answers."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.programs import grants
from klucznik.programs.actions import allow_program, begin_sign_in, fetch_token
from klucznik.programs.grants import Asked, Issued
from klucznik.programs.models import ProgramGrant

BEGIN, TOKEN, ME = "/api/v1/program-sign-in", "/api/v1/program-sign-in/token", "/api/v1/me"
PLACE = "203.0.113.9"
INTRODUCED = {"program": "Subiekt nexo", "device_name": "Kasa 1", "version": "61.2"}


class Program(Client):
    """A program on some computer: it sends JSON and keeps no cookies of a browser."""

    def __init__(self, text: str = "", **more: Any) -> None:
        more.setdefault("REMOTE_ADDR", PLACE)
        headers = {"user-agent": "Subiekt/61.2", "accept-language": "en"}
        if text:
            headers["authorization"] = f"Bearer {text}"
        super().__init__(enforce_csrf_checks=True, headers=headers, **more)

    def send(self, url: str, body: Any) -> Any:
        return self.post(url, json.dumps(body), content_type="application/json")

    def begin(self, **changes: Any) -> Any:
        return self.send(BEGIN, INTRODUCED | changes)

    def poll(self, device_code: str) -> Any:
        return self.send(TOKEN, {"device_code": device_code})


def asked(**changes: str) -> Asked:
    """A program asks, without a request."""
    return begin_sign_in(None, **INTRODUCED | changes)


def signed_in(person: User, **changes: str) -> Issued:
    """A program that acts for somebody."""
    question = asked(**changes)
    allow_program(person, question.grant)
    return fetch_token(None, device_code=question.device_code)


def type_code(browser: Client, code: str) -> Any:
    return browser.post(reverse("program:enter"), {"code": code}, follow=True)


def patient(question_id: str) -> None:
    """As if the program had waited its interval."""
    long_ago = timezone.now() - timedelta(seconds=grants.SLOWEST)
    ProgramGrant.objects.filter(public_id=question_id).update(polled_at=long_ago)
