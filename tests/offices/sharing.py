"""Sharing as an office does it, in one word; and what was written to whom."""

from __future__ import annotations

import itertools
from typing import Any

from django.core import mail

from klucznik.accounts.models import User
from klucznik.companies.models import Company
from klucznik.licensing.models import License
from klucznik.mail.models import SentEmail
from klucznik.offices.actions.sharing import share_application
from klucznik.offices.models import Client, Share
from tests.offices import factory

_count = itertools.count(1)


def license_of(office: Company) -> License:
    """The license of the office that shares."""
    return License.objects.get(company=office, product=factory.program())


def offer(actor: User, client: Client, **fields: Any) -> Share:
    """Share with the client; its name and a fresh address unless said otherwise."""
    given = {"name": client.name, "email": f"zaproszony{next(_count)}@example.com", **fields}
    given.setdefault("license", license_of(client.office))
    given.setdefault("language", "en")
    return share_application(actor, client, **given)


def letters() -> list[tuple[str, str]]:
    """What was sent, and to whom, in the order of sending."""
    return [
        (one.message.rpartition("/")[2], one.address) for one in SentEmail.objects.order_by("pk")
    ]


def text_to(address: str) -> str:
    """The last message to an address as it was delivered."""
    return str([one for one in mail.outbox if one.to == [address]][-1].body)
