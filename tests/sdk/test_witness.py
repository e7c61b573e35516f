"""The program signs the code that the portal shows to whoever claims the keys of the company."""

from __future__ import annotations

import base64

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from klucznik_client import Refused
from tests.sdk.test_activate import activated


def key_of(portal) -> Ed25519PublicKey:
    """The key that the program told the portal when it was activated."""
    public = portal.world.devices[0].public_key
    return Ed25519PublicKey.from_public_bytes(base64.b64decode(public))


def test_the_program_signs_with_the_key_that_it_told_when_activated(computer, portal):
    client = activated(computer(), portal)

    client.witness("abcd-efgh")

    said, signature = portal.world.witnessed
    assert said == b"klucznik-witness-1\nABCDEFGH\n" + portal.world.devices[0].id.encode()
    key_of(portal).verify(signature, said)


def test_the_key_stays_when_the_program_is_activated_again(computer, portal):
    desk = computer()
    client = activated(desk, portal)
    before = portal.world.devices[0].public_key
    client.release()

    client.activate("GT127F3K")

    assert portal.world.devices[-1].public_key == before


def test_another_computer_has_another_key(computer, portal):
    activated(computer("A"), portal, size=2)
    other = activated(computer("B"), portal)
    other.witness("ABCD-EFGH")

    said, signature = portal.world.witnessed
    with pytest.raises(InvalidSignature):
        key_of(portal).verify(signature, said)


def test_a_code_that_the_portal_does_not_know_is_refused_in_its_words(computer, portal):
    client = activated(computer(), portal)

    with pytest.raises(Refused) as refused:
        client.witness("ZZZZ-ZZZZ")

    assert refused.value.code == "unknown_challenge"
