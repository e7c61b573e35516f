"""The key of one installation, made on this computer: with it the program says that somebody sits in front of it.

It signs codes of the portal and nothing else; license files and answers are signed by the vendor's keys only.
"""

from __future__ import annotations

import base64

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from klucznik_client.state import State

DOMAIN = b"klucznik-witness-1"


def plain(code: str) -> str:
    """A code as it is compared, however it was typed."""
    return "".join(char for char in code if char.isalnum()).upper()


def public_key(state: State) -> str:
    """The public part, in base64, as the portal is told it with the activation."""
    return base64.b64encode(_key(state).public_key().public_bytes_raw()).decode()


def signature(state: State, code: str) -> str:
    """The signature of a code for this device, in base64."""
    said = b"\n".join([DOMAIN, plain(code).encode(), state.text("device").encode()])
    return base64.b64encode(_key(state).sign(said)).decode()


def _key(state: State) -> Ed25519PrivateKey:
    """Made once and kept beside the secret of the device."""
    try:
        kept = base64.b64decode(state.text("witness_key"), validate=True)
        return Ed25519PrivateKey.from_private_bytes(kept)
    except ValueError:
        made = Ed25519PrivateKey.generate()
        state.update(witness_key=base64.b64encode(made.private_bytes_raw()).decode())
        return made
