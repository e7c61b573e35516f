"""What the stories about accounts share: a newcomer's form, the mailbox, codes of an application."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klucznik.accounts.models import User
from klucznik.accounts.purposes import Purpose
from klucznik.jobs import worker
from tests.accounts.softkey import SoftKey
from tests.factories import PASSWORD

SIGN_IN, CONFIRM = "mfa_authenticate", "mfa_reauthenticate"
MOMENT = 1_790_000_010  # the middle of a half-minute

NEW = "zielony most nad rzeką 5"


def form(**changes: Any) -> dict[str, Any]:
    """A newcomer's sign-up, all filled in."""
    return {
        "first_name": "Zofia",
        "last_name": "Zielińska",
        "email": "zofia@example.com",
        "password": PASSWORD,
        "terms": "on",
        "privacy": "on",
        **changes,
    }


def sign_up(client: Client, **changes: Any) -> Any:
    """Send the form and deliver what it causes."""
    response = client.post(reverse("account_signup"), form(**changes))
    worker.drain()
    return response


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password}, **more)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def letters(address: str = "zofia@example.com") -> list[Any]:
    """Messages to an address, oldest first."""
    worker.drain()
    return [letter for letter in mail.outbox if letter.to == [address]]


def link_in(letter: Any) -> str:
    """The path behind a message's button."""
    found = re.search(
        r"https?://[^/\s]+(/account/(?:activate|forgotten-password)/[^\s\"<]+)", letter.body
    )
    assert found, letter.body
    return found.group(1)


def code_of(user: User, *, steps: int = 0) -> str:
    """What the application shows now (or so many half-minutes from now)."""
    secret = decrypt(Authenticator.objects.get(user=user, type="totp").data["secret"])
    return format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30 + steps))


def begin(client: Client, user: User) -> Client:
    sign_in(client, user.email)
    return client


def enter(client: Client, code: str, page: str = SIGN_IN):
    return client.post(reverse(page), {"code": code})


def set_up(client: Client):
    """Confirm the password, read the key from the page and send its first code."""
    url = reverse("mfa_activate_totp")
    asked = client.get(url)
    client.post(asked.url, {"password": PASSWORD})
    page = client.get(url)
    secret = page.context["secret"]
    return secret, client.post(url, {"code": code_for(secret)})


def code_for(secret: str, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30 + steps))


def confirm_freshly(client: Client, user: User, purpose: Purpose = Purpose.ACCOUNT) -> Any:
    """Type the next code where it is asked for once more."""
    with time_machine.travel(MOMENT + 30, tick=False):
        return client.post(reverse(CONFIRM), {"code": code_of(user), "for": purpose.value})


def add_passkey(client: Client, key: SoftKey, *, name: str = "telefon", kind: str = "passkey"):
    """Open the page of a new key, answer its question, and give the key a name."""
    url = reverse(f"account_add_{kind}")
    page = client.get(url)
    answer = key.create(page.context["key"]["options"])
    return client.post(url, {"name": name, "credential": answer})


def type_password(client: Client) -> None:
    """The password once more, as before the first second step."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def sign_in_with(client: Client, key: SoftKey, **wrong: Any):
    """The passkey instead of address and password."""
    page = client.get(reverse("account_login"))
    answer = key.get(page.context["key"]["options"], **wrong)
    return client.post(reverse("account_passkey"), {"credential": answer})


def show_key(client: Client, key: SoftKey, page: str = SIGN_IN, **wrong: Any):
    """The key as second step: at sign-in, or once more for a purpose."""
    purpose = wrong.pop("purpose", Purpose.EVERYDAY)
    asked = client.get(reverse(page), {"for": purpose.value})
    answer = key.get(asked.context["key"]["options"], **wrong)
    return client.post(reverse(f"{page}_key"), {"credential": answer, "for": purpose.value})


def second_step(user: User, *, ago: timedelta) -> Authenticator:
    """A key set up some time ago; the changes of these stories need no answer of it."""
    data = {"kind": "passkey", "name": "klucz", "credential_id": f"c-{ago}", "counter": 0}
    key = Authenticator.objects.create(user=user, type="webauthn", data=data)
    Authenticator.objects.filter(pk=key.pk).update(created_at=timezone.now() - ago)
    return key
