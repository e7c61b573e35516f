"""Asks the DNS for a text at a domain: found, not there, or no answer."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

import dns.exception
import dns.name
import dns.resolver
import structlog
from django.conf import settings

log = structlog.get_logger(__name__)

PATIENCE: Final = 3.0  # seconds for all tries together
LONGEST: Final = 253


def domain_of(website: str) -> str:
    """A domain as it is asked for, without "www."; empty for what is none."""
    plain = website.strip().lower()
    host = (urlsplit(plain if "//" in plain else f"//{plain}").hostname or "").rstrip(".")
    host = host.removeprefix("www.")
    try:
        ip_address(host)
    except ValueError:
        pass
    else:
        return ""
    try:
        asked = host.encode("idna").decode("ascii") if host else ""
    except UnicodeError:
        return ""
    fits = "." in asked and len(asked) <= LONGEST
    return asked if fits and all(_is_label(label) for label in asked.split(".")) else ""


def has_text(domain: str, text: str) -> bool | None:
    """Whether the domain carries exactly this text; None when nobody answered."""
    try:
        answer = _resolver().resolve(domain, "TXT", lifetime=PATIENCE, search=False)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return False
    except (dns.exception.DNSException, OSError) as problem:
        log.info("dns_silent", problem=type(problem).__name__)
        return None
    found = [b"".join(row.strings) for row in answer]
    return text.encode() in [one.strip() for one in found]


def _resolver() -> dns.resolver.Resolver:
    chosen = settings.DNS_RESOLVER
    resolver = dns.resolver.Resolver(configure=chosen is None)
    if chosen is not None:
        resolver.nameservers, resolver.port = [chosen[0]], chosen[1]
    return resolver


def _is_label(label: str) -> bool:
    return 0 < len(label) <= 63 and all(c.isalnum() or c in "-_" for c in label)
