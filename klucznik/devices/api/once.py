"""Idempotency-Key for every POST of the API that writes: claimed after the sign-in, kept with the answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from klucznik.accounts.models import User
from klucznik.core.provenance import client_address, network_of
from klucznik.devices import idempotency
from klucznik.devices.idempotency import Claim, Kept
from klucznik.devices.models import Activation

HEADER = "Idempotency-Key"
Operation = TypeVar("Operation", bound=Callable[..., Any])


class Repeated(Exception):
    """Leads out of the operation with the answer of the first time."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        super().__init__("repeated")


def repeatable(operation: Operation) -> Operation:
    """Mark an operation that may come twice by itself: it needs no key, and none is looked at."""
    operation.repeatable = True  # type: ignore[attr-defined]
    return operation


def once_only(api: NinjaAPI) -> None:
    """Let every POST of this API, of whichever router, keep the promise of its key."""
    api.add_decorator(_claiming, mode="operation")
    api.add_decorator(_keeping, mode="view")

    @api.exception_handler(Repeated)
    def repeated(_request: HttpRequest, found: Repeated) -> HttpResponse:
        response = HttpResponse(found.kept.body, status=found.kept.status)
        response.headers["Content-Type"] = found.kept.content_type
        response.headers["Idempotency-Replayed"] = "true"
        return response


def _claiming(operation: Callable[..., Any]) -> Callable[..., Any]:
    """Runs when the caller is known and the body is well formed, just before the act."""
    if getattr(operation, "repeatable", False):
        return operation

    @wraps(operation)
    def claimed(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        key = request.headers.get(HEADER)
        if key is None or request.method != "POST":
            return operation(request, *args, **kwargs)
        scope = idempotency.scope_of(_caller(request), request.path)
        found = idempotency.claim(scope, key, request.body)
        if isinstance(found, Kept):
            raise Repeated(found)
        request.claim = found  # type: ignore[attr-defined]
        return operation(request, *args, **kwargs)

    return claimed


def _keeping(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Runs around everything: keeps the answer of a claimed request, or lets the key go."""

    @wraps(run)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = run(request, *args, **kwargs)
        except BaseException:
            _settle(request, None)
            raise
        _settle(request, response)
        return response

    return kept


def _settle(request: HttpRequest, response: HttpResponse | None) -> None:
    held: Claim | None = getattr(request, "claim", None)
    if held is None:
        return
    if response is None or not idempotency.is_an_outcome(response.status_code):
        idempotency.let_go(held)
        return
    content_type = response.headers.get("Content-Type", "application/json")
    idempotency.keep(held, Kept(response.status_code, content_type, response.content))


def _caller(request: HttpRequest) -> str:
    """Whose key it is: a device's, a person's, or that of whoever is at this address."""
    caller = getattr(request, "auth", None)
    if isinstance(caller, Activation):
        return f"device:{caller.device_id}"
    if isinstance(request.user, User):
        return f"person:{request.user.pk}"
    return f"address:{network_of(client_address(request))}"
