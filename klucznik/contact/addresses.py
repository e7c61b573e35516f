"""The addresses to which people write by e-mail: one for all, and of each ticket one that nobody else can make up."""

from __future__ import annotations

import hmac
from typing import Final

from django.conf import settings

from klucznik.contact.models import Ticket
from klucznik.core import tokens

MARK: Final = 20


def reply_address(ticket: Ticket) -> str:
    """`help+<ticket>-<mark>@example.com`; empty when the operator named no address."""
    if not settings.REPLY_ADDRESS:
        return ""
    name, _, domain = settings.REPLY_ADDRESS.partition("@")
    return f"{name}+{ticket.public_id}-{_mark(ticket)}@{domain}"


def ticket_of(address: str) -> Ticket | None:
    """The ticket whose address this is; None for any other address, and for a ticket that is no longer kept."""
    token = _token(address)
    public_id, _, mark = (token or "").partition("-")
    found = Ticket.objects.filter(public_id=public_id, erased_at=None).first() if mark else None
    if found is None or not hmac.compare_digest(mark.encode(), _mark(found).encode()):
        return None
    return found


def is_ours(address: str) -> bool:
    """The address for all, also with anything after a plus sign."""
    return _token(address) is not None


def _token(address: str) -> str | None:
    """What stands after the plus sign of our address; None when it is not ours."""
    name, _, domain = settings.REPLY_ADDRESS.lower().partition("@")
    local, _, given_domain = address.strip().strip("<>").lower().rpartition("@")
    before, _plus, token = local.partition("+")
    return token if name and (before, given_domain) == (name, domain) else None


def _mark(ticket: Ticket) -> str:
    """80 bits in letters that survive servers which change upper case; rotated with the nonce."""
    return tokens.hashed(tokens.derive("ticket reply", ticket.public_id, ticket.nonce))[:MARK]
