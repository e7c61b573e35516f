"""Asking a browser for a key: the question is kept in its session for one try."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest

from klucznik.accounts import passkeys
from klucznik.accounts.factor_forms import KeyForm
from klucznik.accounts.models import User

KEPT = "key_question"


def question(request: HttpRequest, user: User | None, purpose: str) -> dict[str, str] | None:
    """What the page hands to the browser about keys; None where there is nothing to ask for."""
    home = passkeys.home()
    if home is None or (user is not None and not passkeys.keys_of(user)):
        return None
    return put(request, passkeys.ask(user, purpose))


def taken(request: HttpRequest) -> Any:
    """What was asked, for one try."""
    return request.session.pop(KEPT, None)


def put(request: HttpRequest, asked: passkeys.Question) -> dict[str, str]:
    """Keep the question for the answer, and give the page its part."""
    request.session[KEPT] = asked.kept
    return {"options": json.dumps(asked.options), "home": passkeys.home() or ""}


def said_of(form: KeyForm | None) -> list[str]:
    """Every refusal of a key, as plain sentences."""
    return [str(said) for errors in form.errors.values() for said in errors] if form else []
