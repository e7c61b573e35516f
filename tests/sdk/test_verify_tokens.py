"""Reading tokens: nothing but exactly what was signed, for this use, by a trusted key."""

from __future__ import annotations

import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klucznik_client import InvalidToken, KeyRing, canonical, license_files, tokens
from tools import vectors
from tools.signing import TestKey

KEY = TestKey("current")
RING = KeyRing([KEY.public])
FILE = KEY.sign("device", vectors.device())
MUTATIONS = 100_000 if os.environ.get("KLUCZNIK_DEEP") else 3_000

whole = st.integers(-canonical.LARGEST, canonical.LARGEST)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
values = st.recursive(
    st.none() | st.booleans() | whole | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(words, values, max_size=5))
@settings(max_examples=150, deadline=None)
def test_whatever_can_be_signed_is_read_again(content):
    payload = content | {"v": 1}

    assert tokens.verify(KEY.sign("answer", payload), "answer", RING) == payload


@given(st.binary(max_size=40))
@settings(max_examples=150, deadline=None)
def test_bytes_are_canonical_only_in_one_form(data):
    try:
        value = canonical.decode(data)
    except ValueError:
        return

    assert canonical.encode(value) == data


def alphabet(token):
    return "ABCXYZabcxyz0189-_.+/=%\n \t\0ąКａ" + token[:3]


def flip(token, chance):
    place = chance.randrange(len(token))
    return token[:place] + chr(ord(token[place]) ^ 1 << chance.randrange(8)) + token[place + 1 :]


def insert(token, chance):
    place = chance.randrange(len(token) + 1)
    return token[:place] + chance.choice(alphabet(token)) + token[place:]


def replace(token, chance):
    place = chance.randrange(len(token))
    return token[:place] + chance.choice(alphabet(token)) + token[place + 1 :]


def delete(token, chance):
    start = chance.randrange(len(token))
    return token[:start] + token[start + chance.choice((1, 1, 1, 2, 5, 50)) :]


def swap_letters(token, chance):
    place = chance.randrange(len(token) - 1)
    return token[:place] + token[place + 1] + token[place] + token[place + 2 :]


def swap_parts(token, chance):
    parts = token.split(".")
    one, other = chance.sample(range(len(parts)), 2)
    parts[one], parts[other] = parts[other], parts[one]
    return ".".join(parts)


def repeat_part(token, chance):
    parts = token.split(".")
    place = chance.randrange(len(parts))
    return ".".join([*parts[:place], parts[chance.randrange(len(parts))], *parts[place:]])


def change_case(token, chance):
    place = chance.randrange(len(token))
    return token[:place] + token[place].swapcase() + token[place + 1 :]


def other_base64(token, chance):
    parts = token.split(".")
    place = chance.choice((3, 4))
    ways = (
        lambda part: part + "=" * chance.randrange(1, 4),
        lambda part: part.replace("-", "+").replace("_", "/"),
        lambda part: "\n".join((part[:64], part[64:])),
        lambda part: part[:-1] + chance.choice(alphabet(token)),
    )
    parts[place] = chance.choice(ways)(parts[place])
    return ".".join(parts)


def other_signature(token, chance):
    """A genuine signature of another file."""
    other = KEY.sign("device", vectors.device(counter=chance.randrange(2, 99)))
    return token.rpartition(".")[0] + "." + other.rpartition(".")[2]


CHANGES = (
    *(flip, insert, replace, delete, swap_letters, swap_parts),
    *(repeat_part, change_case, other_base64, other_signature),
)


def test_no_change_of_a_license_file_is_accepted():
    chance = random.Random(20261130)
    accepted = []
    for number in range(MUTATIONS):
        changed = CHANGES[number % len(CHANGES)](FILE, chance)
        if changed == FILE:  # a digit has no other case
            continue
        try:
            license_files.read(changed, RING)
        except InvalidToken:
            continue
        accepted.append(changed)

    assert license_files.read(FILE, RING).product == "subiekt-gt"
    assert not accepted


@pytest.mark.parametrize("text", [None, 7, FILE.encode(), [FILE], "x" * 70_000, FILE + "\ud800"])
def test_what_is_no_text_of_reasonable_length_is_refused(text):
    with pytest.raises(InvalidToken):
        tokens.verify(text, "device", RING)


def test_a_key_must_be_32_bytes_in_plain_base64():
    for text in ("", "AAAA", KEY.public[:-1], KEY.public + "=", f" {KEY.public}", "ż" * 44):
        with pytest.raises(ValueError, match="public key"):
            KeyRing([text])


def test_a_ring_can_only_lose_keys():
    fewer = RING.without([KEY.id])

    with pytest.raises(InvalidToken) as refused:
        tokens.verify(FILE, "device", fewer)
    assert refused.value.code == "revoked_key"
    assert tokens.verify(FILE, "device", RING)
    assert not hasattr(RING, "add")


@pytest.mark.parametrize("missing", sorted(set(vectors.device()) - {"v"}))
def test_a_signed_file_without_one_of_its_fields_is_refused(missing):
    content = vectors.device()
    del content[missing]
    content |= (
        {"valid_from": "1.1.2026"} if missing in {"valid_to", "grace_to", "version_to"} else {}
    )

    with pytest.raises(InvalidToken) as refused:
        license_files.read(KEY.sign("device", content), RING)
    assert refused.value.code == "bad_payload"
