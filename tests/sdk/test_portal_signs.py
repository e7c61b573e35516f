"""What the portal signs is what the client package reads: one format, written twice, held together here."""

from __future__ import annotations

import pytest

from klucznik.licensing.signing import Purpose, sign_with
from klucznik_client import KeyRing, license_files, tokens
from tests.sdk.test_vectors import VECTORS, named
from tools import vectors
from tools.signing import TestKey

KEYS = {key.id: key for key in (TestKey("current"), TestKey("next"))}


@pytest.mark.parametrize("vector", VECTORS["valid"], ids=named)
def test_the_portal_makes_the_very_tokens_of_the_vectors(vector):
    key = KEYS[vector["token"].split(".")[2]]

    token = sign_with(key.private, key.id, Purpose(vector["purpose"]), vector["payload"])

    assert token == vector["token"]


def test_a_file_signed_by_the_portal_is_read_with_all_its_fields():
    key = TestKey("current")
    token = sign_with(key.private, key.id, Purpose.REGISTRATION, vectors.registration())

    file = license_files.read(token, KeyRing([key.public]), tokens.REGISTRATION)

    assert (file.product, file.size, file.device) == ("subiekt-nexo", 3, "")
