"""What the stories about addresses share: somebody fresh, asking, the links in the mailboxes."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from klucznik.accounts.models import User
from tests.accounts.people import letters, sign_in
from tests.factories import PASSWORD

NEW_EMAIL = "anna.nowa@example.com"
WEEK = timedelta(days=7)


def fresh(user: User) -> Client:
    """A browser in which somebody signed in and typed the password once more."""
    client = Client()
    sign_in(client, user.email)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def ask(client: Client, email: Any = NEW_EMAIL, page: str = "account_change_address") -> Any:
    return client.post(reverse(page), {"email": email})


def link_to(address: str, kind: str = "confirm") -> str:
    """The path of the newest link of this kind in the mailbox."""
    for letter in reversed(letters(address)):
        found = re.search(rf"https?://[^/\s]+(/account/addresses/{kind}/[^\s\"<]+)", letter.body)
        if found:
            return found.group(1)
    raise AssertionError(f"no link to {kind} for {address}")


def change(client: Client, email: str = NEW_EMAIL) -> None:
    """Ask and confirm in the same browser."""
    ask(client, email)
    assert client.post(link_to(email)).status_code == 302


def add(client: Client, email: str) -> None:
    """A recovery address."""
    ask(client, email, "account_add_address")
    assert client.post(link_to(email)).status_code == 302


def a_week_ago(user: User) -> None:
    """As if all changes of addresses so far had been made eight days ago."""
    for one in user.address_changes.all():
        for name in ("confirmed_at", "undo_until", "expires_at"):
            if moment := getattr(one, name):
                setattr(one, name, moment - timedelta(days=8))
        one.save()


def subjects(address: str) -> list[str]:
    return [letter.subject.removeprefix("[Klucznik] ") for letter in letters(address)]


def in_a_week() -> Any:
    return timezone.now() + WEEK + timedelta(minutes=1)
