"""Spoils KL1 tokens in every way that a verifier must notice, each with the code and the reason of its refusal."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from typing import Any

from tools.signing import TestKey, base64url, canonical

Spoiled = tuple[str, str, str]  # code, reason, token

ORDER = 2**252 + 27742317777372353535851937790883648493
PRIME = 2**255 - 19
OF_ORDER_EIGHT = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
COORDINATES = (0, 1, PRIME - 1, OF_ORDER_EIGHT, PRIME - OF_ORDER_EIGHT, PRIME, PRIME + 1)
# Points of small order, with either sign: whoever trusts one trusts everybody.
WEAK_KEYS = [
    base64.b64encode((coordinate | sign << 255).to_bytes(32, "little")).decode()
    for coordinate in COORDINATES
    for sign in (0, 1)
]
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
# Signed texts that are not canonical JSON of version 1, by what is wrong with them.
TEXTS = {
    "not JSON": "nothing",
    "a name twice": '{"a":1,"a":1,"v":1}',
    "a name twice, the other value last": '{"mode":"read_only","mode":"full","v":1}',
    "a name twice, further inside": '{"device":{"id":"a","id":"b"},"v":1}',
    "a name twice, once as escape": '{"a":1,"\\u0061":2,"v":1}',
    "names not sorted": '{"v":1,"a":1}',
    "names sorted by UTF-16 units": '{"v":1,"😀":1,"ｱ":1}',
    "space after a colon": '{"a": 1,"v":1}',
    "space after a comma": '{"a":1, "v":1}',
    "space before it": ' {"v":1}',
    "line feed after it": '{"v":1}\n',
    "indented": '{\n "v": 1\n}',
    "byte order mark": '\ufeff{"v":1}',
    "escaped letter": '{"a":"\\u017b","v":1}',
    "escaped slash": '{"a":"\\/","v":1}',
    "escape in upper case": '{"a":"\\u001F","v":1}',
    "line feed as long escape": '{"a":"\\u000a","v":1}',
    "line feed without escape": '{"a":"\n","v":1}',
    "half a letter": '{"a":"\\ud83d","v":1}',
    "half a letter as name": '{"\\ud83d":1,"v":1}',
    "decimal point": '{"size":3.0,"v":1}',
    "fraction": '{"size":3.5,"v":1}',
    "exponent": '{"size":3e0,"v":1}',
    "minus zero": '{"size":-0,"v":1}',
    "leading zero": '{"size":03,"v":1}',
    "plus": '{"size":+3,"v":1}',
    "larger than a whole number may be": '{"size":9007199254740992,"v":1}',
    "smaller than a whole number may be": '{"size":-9007199254740993,"v":1}',
    "not a number": '{"size":NaN,"v":1}',
    "endless": '{"size":Infinity,"v":1}',
    "version 2": '{"v":2}',
    "version as text": '{"v":"1"}',
    "version as truth": '{"v":true}',
    "version missing": '{"a":1}',
    "a list": '[{"v":1}]',
    "a text": '"v"',
    "a number": "1",
    "null": "null",
    "two objects": '{"v":1}{"v":1}',
    "comma at the end": '{"v":1,}',
    "single quotes": "{'v':1}",
    "comment": '{"v":1/**/}',
    "not finished": '{"v":1',
}


def spoiled(
    purpose: str, content: dict[str, Any], key: TestKey, revoked: TestKey, stranger: TestKey
) -> Iterator[Spoiled]:
    """Everything that must be refused for one purpose."""
    good = key.sign(purpose, content)
    yield from _form(good)
    yield from _uses(purpose, content, key)
    yield from _keys(purpose, content, good, (key, revoked, stranger))
    yield from _texts(good)
    yield from _signatures(good)
    yield from _encodings(purpose, key)
    for reason, payload in _payloads():
        yield "bad_payload", reason, key.sign_bytes(purpose, payload)


def _form(good: str) -> Iterator[Spoiled]:
    body = good.removeprefix("KL1.")
    yield "malformed", "empty", ""
    yield "malformed", "another version of the format", f"KL2.{body}"
    yield "malformed", "prefix in lower case", f"kl1.{body}"
    yield "malformed", "prefix missing", body
    yield "malformed", "first letter is a Cyrillic one", "\u041a" + good[1:]
    yield "malformed", "signature missing", good.rpartition(".")[0]
    yield "malformed", "cut in the middle", good[: len(good) // 2]
    yield "malformed", "one part more", good + "."
    yield "malformed", "twice", f"{good}.{good}"
    yield "malformed", "space before it", " " + good
    yield "malformed", "byte order mark before it", "\ufeff" + good
    yield "malformed", "a JSON web token without algorithm", "eyJhbGciOiJub25lIn0.e30."


def _uses(purpose: str, content: dict[str, Any], key: TestKey) -> Iterator[Spoiled]:
    other = {"device": "answer", "registration": "device", "answer": "registration"}[purpose]
    yield "wrong_purpose", "signed for another purpose", key.sign(other, content)
    good = key.sign(purpose, content)
    yield "wrong_purpose", "purpose written over", good.replace(purpose, other, 1)
    yield "wrong_purpose", "purpose in upper case", key.sign(purpose.upper(), content)
    yield "wrong_purpose", "purpose empty", key.sign("", content)


def _keys(
    purpose: str, content: dict[str, Any], good: str, keys: tuple[TestKey, TestKey, TestKey]
) -> Iterator[Spoiled]:
    key, revoked, stranger = keys
    yield "revoked_key", "the key was revoked", revoked.sign(purpose, content)
    yield "unknown_key", "a key that nobody trusts", stranger.sign(purpose, content)
    named = f"KL1.{purpose}.{key.id}.{base64url(canonical(content))}"
    yield "bad_signature", "a stranger's signature under a trusted name", stranger.sign_text(named)
    for reason, name in (
        ("key id in upper case", key.id.upper()),
        ("key id empty", ""),
        ("key id too long", hashlib.sha256(key.public_bytes).hexdigest()),
        ("key id is a path", "%2e%2e%2fkeys"),
        ("key id of a member that every object has", "__proto__"),
        ("key id of a method that every object has", "constructor"),
        ("one digit of the key id changed", _changed(key.id, 0, "0123456789abcdef")),
    ):
        yield "unknown_key", reason, good.replace(key.id, name, 1)
    yield "unknown_key", "forged for the key of zeros, without any private key", _forged(purpose)


def _texts(good: str) -> Iterator[Spoiled]:
    """Other characters than the signed ones, in the payload or around the signature."""
    head, _, signature = good.rpartition(".")
    start = head.rindex(".") + 1
    for place, name in ((start, "first"), ((start + len(head)) // 2, "middle"), (-1, "last")):
        yield (
            "bad_signature",
            f"{name} letter of the payload changed",
            (_changed(head, place, ALPHABET) + "." + signature),
        )
    yield "bad_signature", "a letter of the payload left out", head[:-1] + "." + signature
    yield "bad_signature", "a letter more in the payload", head + "A." + signature
    yield "bad_signature", "payload empty", head[:start] + "." + signature
    yield "bad_signature", "padding after the payload", head + "=." + signature
    yield (
        "bad_signature",
        "line feed in the payload",
        head[:-9] + "\n" + head[-9:] + "." + signature,
    )
    for reason, ending in (
        ("line feed at the end", "\n"),
        ("line end of Windows", "\r\n"),
        ("space at the end", " "),
        ("NUL at the end", "\0"),
        ("padding after the signature", "=="),
        ("a letter more in the signature", "A"),
    ):
        yield "bad_signature", reason, good + ending
    yield "bad_signature", "last letter cut off", good[:-1]
    yield "bad_signature", "signature empty", head + "."
    yield "bad_signature", "a letter of full width", good[:-9] + "\uff21" + good[-8:]


def _signatures(good: str) -> Iterator[Spoiled]:
    """Other signatures, among them those that a careless implementation takes for the same."""
    head, _, text = good.rpartition(".")
    signature = base64.urlsafe_b64decode(text + "==")
    point, scalar = signature[:32], int.from_bytes(signature[32:], "little")
    for place, bit in ((0, 1), (31, 128), (32, 1), (63, 128)):
        flipped = bytearray(signature)
        flipped[place] ^= bit
        yield "bad_signature", f"bit of byte {place} flipped", f"{head}.{base64url(bytes(flipped))}"
    for reason, other in (
        ("the scalar and the order of the group", point + (scalar + ORDER).to_bytes(32, "little")),
        ("the scalar taken from the order", point + (ORDER - scalar).to_bytes(32, "little")),
        ("the scalar is the order", point + ORDER.to_bytes(32, "little")),
        ("zeros", bytes(64)),
        ("ones", b"\xff" * 64),
        ("neutral point and zero", b"\x01" + bytes(63)),
        ("halves swapped", signature[32:] + signature[:32]),
        ("too short", signature[:63]),
        ("too long", signature + b"\0"),
    ):
        yield "bad_signature", f"signature: {reason}", f"{head}.{base64url(other)}"
    last = ALPHABET[ALPHABET.index(text[-1]) + 1]
    yield "bad_signature", "bits after the end of the signature", f"{head}.{text[:-1]}{last}"
    yield "bad_signature", "signature in hex", f"{head}.{signature.hex()}"


def _encodings(purpose: str, key: TestKey) -> Iterator[Spoiled]:
    """Genuine signatures around a payload that is not in the one form of base64url."""
    start = f"KL1.{purpose}.{key.id}."
    odd = base64url(b'{"n":"?????","v":1}')
    assert len(odd) % 4 == 2
    assert "_" in odd
    plain = odd.replace("-", "+").replace("_", "/")
    yield "bad_payload", "payload with padding", key.sign_text(f"{start}{odd}==")
    yield "bad_payload", "payload in the other base64", key.sign_text(start + plain)
    beyond = odd[:-1] + ALPHABET[ALPHABET.index(odd[-1]) + 1]
    yield "bad_payload", "bits after the end of the payload", key.sign_text(start + beyond)
    yield "bad_payload", "one letter more than bytes need", key.sign_text(start + odd + "AAA")
    yield "bad_payload", "white space in the payload", key.sign_text(f"{start}{odd[:8]} {odd[8:]}")
    yield "bad_payload", "payload empty, but signed", key.sign_text(start)


def _payloads() -> Iterator[tuple[str, bytes]]:
    """Bytes that are not canonical JSON of version 1."""
    yield from ((f"payload: {reason}", text.encode()) for reason, text in TEXTS.items())
    yield "payload: not UTF-8", b'{"a":"\xff","v":1}'
    yield "payload: UTF-8 longer than needed", b'{"a":"\xc0\xaf","v":1}'
    yield "payload: half a letter in UTF-8", b'{"a":"\xed\xa0\xbd","v":1}'
    yield "payload: UTF-16", '{"v":1}'.encode("utf-16-le")


def _changed(text: str, place: int, alphabet: str) -> str:
    """One letter replaced by the next of the alphabet."""
    place %= len(text)
    after = alphabet[(alphabet.index(text[place]) + 1) % len(alphabet)]
    return text[:place] + after + text[place + 1 :]


def _forged(purpose: str) -> str:
    """A signature that the arithmetic accepts for the key of 32 zeros, a point of order four."""
    public, neutral = bytes(32), b"\x01" + bytes(31)
    name = hashlib.sha256(public).hexdigest()[:16]
    for number in range(1000):
        text = f"KL1.{purpose}.{name}." + base64url(canonical({"size": number, "v": 1}))
        digest = hashlib.sha512(neutral + public + text.encode()).digest()
        if int.from_bytes(digest, "little") % ORDER % 4 == 0:
            return f"{text}.{base64url(neutral + bytes(32))}"
    raise AssertionError("one of four fits")
