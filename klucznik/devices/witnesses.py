"""Programs that can witness for a company: which may sign, what they sign, and whether they did."""

from __future__ import annotations

import base64
import binascii
from collections import Counter
from datetime import timedelta
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db.models import QuerySet

from klucznik.companies.models import Company
from klucznik.core import clock
from klucznik.devices.models import Activation

SETTLED: Final = timedelta(days=30)
DOMAIN: Final = b"klucznik-witness-1"


def witnesses() -> QuerySet[Activation]:
    """Installations with a key of their own that have had their place for a month.

    Whoever knew nothing but a number when they activated is no witness: a number proves nothing.
    """
    settled = Activation.objects.active().filter(activated_at__lte=clock.now() - SETTLED)
    return settled.exclude(how=Activation.How.NUMBER).exclude(device__public_key="")


def of_company(company: Company) -> dict[str, int]:
    """How many there are of each program; computers are not named."""
    own = witnesses().filter(license__company=company)
    names = own.values_list("device__product__name", flat=True).order_by("device__product__name")
    return dict(Counter(names))


def statement(code: str, device: str) -> bytes:
    """The bytes to sign: the code as it is compared, for this device, and nothing that could mean anything else."""
    plain = "".join(char for char in code if char.isalnum()).upper()
    return b"\n".join([DOMAIN, plain.encode(), device.encode()])


def is_signed(place: Activation, code: str, signature: str) -> bool:
    """Whether this device signed this code."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(place.device.public_key))
        key.verify(
            base64.b64decode(signature, validate=True), statement(code, place.device.public_id)
        )
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True
