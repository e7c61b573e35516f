"""Where this request came from. Only events read it: rules never do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True)
class Provenance:
    """Address, program and id of a request; empty for work that no request started."""

    address: str = ""
    agent: str = ""
    request_id: str = ""


_current: ContextVar[Provenance] = ContextVar("provenance", default=Provenance())  # noqa: B039 (immutable)


def current() -> Provenance:
    return _current.get()


@contextmanager
def coming_from(provenance: Provenance) -> Iterator[None]:
    """Events recorded inside the block carry this provenance."""
    token = _current.set(provenance)
    try:
        yield
    finally:
        _current.reset(token)


def network_of(address: str) -> str:
    """What limits count by: an IPv4 address, or the /64 that one IPv6 customer commonly holds."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ip_network(f"{address}/64", strict=False))


def client_address(request: HttpRequest) -> str:
    """The client's address: the peer's, or the one that the last trusted proxy saw (never a header's free word)."""
    peer = str(request.META.get("REMOTE_ADDR", ""))
    trusted = settings.TRUSTED_PROXIES
    hops = [
        hop.strip()
        for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if hop.strip()
    ]
    if not trusted or len(hops) < trusted:
        return peer
    return hops[-trusted]
