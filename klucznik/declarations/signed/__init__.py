"""What can be read out of a signed file: who signed it, whether that holds, and which letter it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

# A number with as many digits as a PESEL: never shown, never stored.
_PERSONAL: Final = re.compile(r"(?<!\d)\d{11}(?!\d)")


@dataclass(frozen=True)
class Signature:
    """One signature of a file. `reason` is empty when everything about it holds."""

    name: str
    level: str = "unknown"
    organization: str = ""
    organization_id: str = ""
    issuer: str = ""
    signed_at: str = ""
    stamped: bool = False
    revocation: str = "not_checked"
    reason: str = ""
    # What the signature itself says beside the certificate: there stands the person behind a podpis zaufany.
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class Findings:
    """Everything that was found in one file; `exact`: it begins with the very letter that we gave out."""

    signatures: tuple[Signature, ...] = ()
    exact: bool = False
    codes: tuple[str, ...] = ()
    text: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether all signatures hold; one that does not spoils the file (nobody could say which one was meant)."""
        return bool(self.signatures) and not any(one.reason for one in self.signatures)


def signature(told: dict[str, Any]) -> Signature:
    """A signature as a worker told it, without anybody's personal number."""
    fields = {key: told[key] for key in Signature.__dataclass_fields__ if key in told}
    plain: dict[str, Any] = {
        key: without_numbers(value) if isinstance(value, str) else value
        for key, value in fields.items()
        if key != "said"
    }
    said = tuple(without_numbers(one) for one in fields.get("said", ()))
    return Signature(**plain, said=said)


def without_numbers(text: str) -> str:
    """The text with every personal number taken out."""
    return " ".join(_PERSONAL.sub("", text).split()) if _PERSONAL.search(text) else text
