"""Writes docs/integrate/vectors/kl1.json, the same bytes each time: `python -m tools.vectors [--check]`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from tools.signing import TestKey
from tools.spoiling import WEAK_KEYS, spoiled
from tools.surroundings import ROOT

PAGE = ROOT / "docs" / "integrate" / "vectors" / "kl1.json"
KEY, NEXT_KEY = TestKey("current"), TestKey("next")
REVOKED_KEY, STRANGER = TestKey("revoked"), TestKey("stranger")
PARTS = {"board": "b0a1" * 8, "disk": "d15c" * 8, "system": "5e1f" * 8}
PANGRAM = "Zażółć gęślą jaźń, pchnąć w tę łódź jeża lub ośm skrzyń fig"


def device(**changes: Any) -> dict[str, Any]:
    """The content of a license file of one device."""
    content: dict[str, Any] = {
        "v": 1,
        "license": "l1cens3000000001",
        "number": "GT12-****-****-7F3K",
        "product": "subiekt-gt",
        "edition": "standard",
        "company": {"name": "Hurtownia Alfa sp. z o.o.", "tax_id": "PL5252248481"},
        "size": 3,
        "metric": "seats",
        "features": [],
        "device": {"id": "d3v1c30000000001", "name": "KASA-1", "parts": PARTS},
        "counter": 1,
        "issued": "2026-11-30T12:00:00Z",
        "expires": "2026-12-30T12:00:00Z",
        "valid_from": "2026-01-01",
        "valid_to": "2026-12-31",
        "grace_to": "2027-01-14",
        "at_end": "read_only",
        "version_to": None,
        "mode": "full",
    }
    return content | changes


def registration(**changes: Any) -> dict[str, Any]:
    """The same for a whole license: no device, no counter."""
    content = device(product="subiekt-nexo", number="NX34-****-****-9Q2M")
    del content["device"], content["counter"]
    return content | changes


def answer(**changes: Any) -> dict[str, Any]:
    """The content of a signed answer."""
    content: dict[str, Any] = {
        "v": 1,
        "verdict": "valid",
        "mode": "full",
        "license": "l1cens3000000001",
        "device": "d3v1c30000000001",
        "product": "subiekt-gt",
        "at": "2026-11-30T12:00:00Z",
        "next_contact_at": "2026-12-07T12:00:00Z",
        "works_until": "2026-12-30T12:00:00Z",
        "valid_to": "2026-12-31",
        "grace_to": "2027-01-14",
        "size": 3,
        "metric": "seats",
        "taken": 2,
        "nonce": "Tm9uY2UtMTIzNDU2Nzg5MA",
    }
    return content | changes


def of_any_license(make: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """What differs between licenses, in a file with or without a device."""
    office = {"name": "Biuro „Łuk & Żądło” \\ Świętochłowice", "tax_id": "PL9542583988"}
    quoted = {"name": 'A"B\\C/D\tE\u007f\u2028\u00a0\u001f', "tax_id": "DE123456789"}
    yield "plain", make()
    yield "Polish letters and quotation marks", make(company=office)
    yield "every Polish letter", make(company={"name": PANGRAM, "tax_id": "PL5252248481"})
    yield "what JSON escapes, and what it does not", make(company=quoted)
    yield "letters beyond 16 bits", make(company={"name": "𝄞 😀 ﬀ ｱ", "tax_id": "PL5252248481"})
    endless = make(valid_to=None, grace_to=None, at_end="full", version_to="2027-02-28")
    yield "no end: a perpetual right, versions to a day", endless
    yield "no grace", make(grace_to=None, at_end="restricted")
    yield "extensions", make(features=["plus", "sfera", "żółty"], edition="pro", size=12)
    yield "the largest whole number", make(size=9_007_199_254_740_991)
    yield "nothing left", make(size=0, mode="read_only", edition="")
    # Sorted by UTF-16 units the last two would change places.
    yield "a member of a later version", make(**{"zapas": 1, "ｱ": [True, False, None], "😀": {}})


def valid() -> Iterator[dict[str, Any]]:
    """Tokens that every verifier accepts, each with its content."""
    for name, content in of_any_license(device):
        yield accepted(name, "device", content)
    for counter in (0, 4_294_967_296, 9_007_199_254_740_991):
        yield accepted(f"counter {counter}", "device", device(counter=counter))
    eight = ("system", "board", "disk", "network", "processor", "user", "name", "install")
    parts = {part: f"{number}fA_+/=:.-" * 6 for number, part in enumerate(eight)}
    full = {"id": "d3v1c30000000001", "name": "KSIĘGOWOŚĆ 2", "parts": parts}
    yield accepted("all eight parts", "device", device(device=full))
    yield accepted("signed with the next key", "device", device(), NEXT_KEY)
    for name, content in of_any_license(registration):
        yield accepted(name, "registration", content)
    for verdict, mode in (
        ("valid", "full"),
        ("in_grace", "full"),
        ("trial", "full"),
        ("unregistered", "full"),
        ("unregistered_over", "read_only"),
        ("awaiting", "full"),
        ("not_yet", "read_only"),
        ("expired", "restricted"),
        ("suspended", "read_only"),
        ("revoked", "read_only"),
        ("no_seat", "read_only"),
        ("version_not_covered", "restricted"),
        ("released", "read_only"),
    ):
        content = answer(verdict=verdict, mode=mode, valid_to=None, grace_to=None, nonce="")
        yield accepted(verdict, "answer", content)
    yield accepted("with days and a nonce", "answer", answer())
    yield accepted("signed with the next key", "answer", answer(), NEXT_KEY)


def accepted(
    name: str, purpose: str, content: dict[str, Any], key: TestKey = KEY
) -> dict[str, Any]:
    token = key.sign(purpose, content)
    return {"name": name, "purpose": purpose, "token": token, "payload": content}


def refused() -> Iterator[dict[str, Any]]:
    """Tokens that every verifier refuses, with the code and the reason."""
    contents = {"device": device(), "registration": registration(), "answer": answer()}
    for purpose, content in contents.items():
        for code, reason, token in spoiled(purpose, content, KEY, REVOKED_KEY, STRANGER):
            yield {"purpose": purpose, "code": code, "reason": reason, "token": token}


def described(key: TestKey) -> dict[str, str]:
    return {"key_id": key.id, "public_key": key.public}


def write() -> str:
    """The whole file."""
    document = {
        "format": "klucznik-vectors-kl1-1",
        "about": "The private halves of these keys are public. Trust them in tests only.",
        "keys": [described(KEY), described(NEXT_KEY), described(REVOKED_KEY)],
        "revoked": [REVOKED_KEY.id],
        "weak_keys": WEAK_KEYS,
        "valid": list(valid()),
        "invalid": list(refused()),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    if "--check" in sys.argv:
        return 0 if PAGE.read_text(encoding="utf-8") == write() else 1
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(write(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
