"""Who calls: a device by its secret, a person by a browser or through a program, or anybody."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import F
from django.http import HttpRequest
from ninja.security import HttpBearer
from ninja.security.session import SessionAuth

from klucznik.accounts.models import User
from klucznik.core.provenance import client_address
from klucznik.devices import keys
from klucznik.devices.api import pace
from klucznik.devices.errors import UnknownDevice
from klucznik.devices.models import Activation
from klucznik.programs.bearers import PersonToken


class DeviceSecret(HttpBearer):
    """The secret that the program got when it was activated; it speaks for one device and for nothing else."""

    def __call__(self, request: HttpRequest) -> Any:
        found = super().__call__(request)
        if found is None:
            raise UnknownDevice
        return found

    def authenticate(self, request: HttpRequest, token: str) -> Activation | None:
        secret_hash = keys.hash_of(token)
        pace.before_looking_up(request, secret_hash, client_address(request))
        place = place_of(secret_hash) if keys.looks_like_one(token) else None
        if place is not None:
            pace.after_looking_up(request, place.license_id)
        return place


class BrowserSession(SessionAuth):
    """A signed-in browser, with its CSRF check; programs without a cookie are asked for something else."""

    def __call__(self, request: HttpRequest) -> Any:
        return super().__call__(request) if self.param_name in request.COOKIES else None


def anybody(_request: HttpRequest) -> str:
    """Nobody needs to have signed in."""
    return "anybody"


def place_of(secret_hash: str) -> Activation | None:
    """The device's present place, or the last one that it had."""
    rows = Activation.objects.filter(device__secret_hash=secret_hash)
    named = rows.select_related("device", "license__company", "license__product__line")
    return named.order_by(F("ended_at").desc(nulls_first=True), "-pk").first()


def calling_place(request: HttpRequest) -> Activation:
    """The place of the calling device (DeviceSecret made sure)."""
    place: Activation = request.auth  # type: ignore[attr-defined]
    return place


def calling_person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


DEVICE: Final = DeviceSecret()
PEOPLE: Final = [PersonToken(), BrowserSession()]
EVERYBODY: Final = [*PEOPLE, anybody]
