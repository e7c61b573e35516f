"""How often programs may ask: buckets in the memory of each process, told in the headers of every answer."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from klucznik.core.provenance import network_of
from klucznik.devices.errors import TooBusy
from klucznik.limits.buckets import Buckets, Rate, Spent, tightest

# An office of five hundred computers behind one address starts at eight o'clock and is not held up.
DEVICE: Final = Rate(burst=60, a_second=0.5)
LICENSE: Final = Rate(burst=3000, a_second=50)
# What the quick way (devices/quick.py) has counted already when it hands a request on; no header has such a name.
SPENT: Final = "klucznik.spent"
BUCKETS: Final = Buckets(time.monotonic)


def before_looking_up(request: HttpRequest, secret_hash: str, address: str) -> None:
    """Count by what costs nothing to know, before the database is asked. Raises TooBusy."""
    _take(request, request.META.get(SPENT) or before(secret_hash, address))


def after_looking_up(request: HttpRequest, license_id: int) -> None:
    """Count by the license. Raises TooBusy."""
    _take(request, after(license_id))


def before(secret_hash: str, address: str) -> Spent:
    return BUCKETS.spend(
        [(("device", secret_hash), DEVICE), (("address", network_of(address)), address_rate())]
    )


def after(license_id: int) -> Spent:
    return BUCKETS.spend([(("license", license_id), LICENSE)])


def address_rate() -> Rate:
    """What the operator allows one address, with a minute's worth at once."""
    return Rate(burst=60 * settings.CHECKS_PER_ADDRESS, a_second=settings.CHECKS_PER_ADDRESS)


def _take(request: HttpRequest, spent: Spent) -> None:
    before: Spent | None = getattr(request, "spent", None)
    request.spent = tightest([spent, before]) if before else spent  # type: ignore[attr-defined]
    if spent.wait:
        raise TooBusy(seconds=spent.wait)


def with_pace(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Say in the headers of every answer how much is left (a decorator of ninja's `view` mode)."""

    @wraps(run)
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = run(request, *args, **kwargs)
        spent: Spent | None = getattr(request, "spent", None)
        if spent is not None:
            for name, value in spent.headers.items():
                response.headers[name] = value
        return response

    return told
