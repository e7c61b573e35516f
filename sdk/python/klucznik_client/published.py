"""The keys that a portal publishes: to look at and to build into a program. Nothing trusts them by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from klucznik_client.keys import key_id, public_bytes
from klucznik_client.things import objects, text
from klucznik_client.transport import Call, Transport
from klucznik_client.version import VERSION


@dataclass(frozen=True)
class PublishedKey:
    id: str
    public_key: str
    active_from: str
    retired_at: str
    revoked_at: str

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> PublishedKey:
        return cls(
            id=text(values, "key_id"),
            public_key=text(values, "public_key"),
            active_from=text(values, "active_from"),
            retired_at=text(values, "retired_at"),
            revoked_at=text(values, "revoked_at"),
        )

    @property
    def is_sound(self) -> bool:
        """A key that a verifier takes, under its right name, and that was not revoked."""
        try:
            return key_id(public_bytes(self.public_key)) == self.id and not self.revoked_at
        except ValueError:
            return False


def published_keys(base_url: str) -> tuple[PublishedKey, ...]:
    """What the portal publishes now. Compare it with what the vendor tells you in another way, then build it in."""
    transport = Transport(base_url, agent=f"klucznik-client/{VERSION}", language="en")
    reply = transport.send(Call("GET", "/keys", tries=1))
    return tuple(PublishedKey.of(one) for one in objects(reply.body.get("keys")))
