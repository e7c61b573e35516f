"""A program speaks for its company in a case: it signs the code that the claimant was shown."""

from __future__ import annotations

from klucznik.declarations.actions.codes import bear_witness
from klucznik.devices.errors import NoWitness, WrongSignature
from klucznik.devices.models import Activation
from klucznik.devices.witnesses import is_signed, witnesses


def witness(place: Activation, *, code: str, signature: str) -> None:
    """Only an installation with a key, a month old, of a license of the company; each code serves once."""
    if not witnesses().filter(pk=place.pk).exists():
        raise NoWitness
    if not is_signed(place, code, signature):
        raise WrongSignature
    bear_witness(
        place.license.company,
        code=code,
        device=place.device.public_id,
        program=place.license.product.name,
    )
