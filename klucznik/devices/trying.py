"""Tries to guess a license number or an activation code, and floods of activations: counted before the act."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from klucznik.accounts.models import User
from klucznik.core.provenance import network_of
from klucznik.devices.models import Activation, Device
from klucznik.licensing.models import License
from klucznik.licensing.numbers import number_key
from klucznik.limits.counting import consume, take_back


@contextmanager
def guessing(actor: User | None, number: str, address: str, *, with_code: bool) -> Iterator[None]:
    """Count a look-up by number; what succeeds is taken back, so honest offices never run out. Raises TooManyTries."""
    subjects: dict[str, object] = {"license.number.address": network_of(address)}
    if actor is not None:
        subjects["license.number.account"] = actor.pk
    if with_code:
        subjects["license.code.address"] = network_of(address)
        # Counted by what was typed, so that a number that does not exist is counted like one that does.
        subjects["license.code.license"] = number_key(number)
    consume(**subjects)
    yield
    take_back(**subjects)


def count_activation(license: License, address: str) -> None:
    """Raises TooManyTries."""
    consume(activation__license=license.pk, activation__address=network_of(address))


def count_file(device: Device) -> None:
    """Raises TooManyTries."""
    consume(device__file__device=device.pk)


def count_witness(place: Activation) -> None:
    """Codes are guessed neither by one device nor by all of a company. Raises TooManyTries."""
    consume(witness__device=place.device_id, witness__company=place.license.company_id)


def count_files_of_person(actor: User) -> None:
    """Raises TooManyTries."""
    consume(license__file__account=actor.pk)
