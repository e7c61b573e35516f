"""A passkey made of software: it answers as a browser with a real one would, and wrongly where a test wants that."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cbor import encode
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
ORIGIN = "http://localhost:8000"


@dataclass
class SoftKey:
    """One key for one account; `counts` tells whether its counter goes up."""

    origin: str = ORIGIN
    place: str = "localhost"
    verifies: bool = True
    counter: int = 0
    credential_id: bytes = field(default_factory=lambda: os.urandom(32))
    private: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    owner: str = ""

    def create(self, options: str, **wrong: Any) -> str:
        """The answer to a question that asks for a new key."""
        asked = json.loads(options)
        self.owner = asked["user"]["id"]
        cose = ES256.from_cryptography_key(self.private.public_key())
        key = b"\0" * 16 + len(self.credential_id).to_bytes(2, "big") + self.credential_id
        data = self._data(ATTESTED) + key + encode(dict(cose))
        attestation = encode({"fmt": "none", "attStmt": {}, "authData": data})
        said = self._said("webauthn.create", asked, wrong)
        return self._answer(clientDataJSON=said, attestationObject=attestation)

    def get(self, options: str, **wrong: Any) -> str:
        """The answer to a question that asks for this key."""
        asked = json.loads(options)
        data = self._data()
        said = self._said("webauthn.get", asked, wrong)
        signature = self.private.sign(data + sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        owner = websafe_decode(wrong.get("owner", self.owner))
        return self._answer(
            clientDataJSON=said, authenticatorData=data, signature=signature, userHandle=owner
        )

    def _data(self, more: int = 0) -> bytes:
        self.counter += 1 if self.counter else 0
        flags = PRESENT | more | (VERIFIED if self.verifies else 0)
        return (
            sha256(self.place.encode()).digest() + bytes([flags]) + self.counter.to_bytes(4, "big")
        )

    def _said(self, kind: str, asked: dict[str, Any], wrong: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": asked["challenge"]}
        said |= {"origin": self.origin, "crossOrigin": False}
        return json.dumps(said | {k: v for k, v in wrong.items() if k != "owner"}).encode()

    def _answer(self, **response: bytes) -> str:
        name = websafe_encode(self.credential_id)
        spoken = {part: websafe_encode(value) for part, value in response.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": spoken})
