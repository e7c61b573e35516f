"""The test vectors are current, and every verifier of ours agrees with them: Python here, TypeScript by running it."""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from klucznik_client import InvalidToken, KeyRing, tokens
from tools import spoiling, vectors
from tools.surroundings import ROOT

VECTORS = json.loads(vectors.PAGE.read_text(encoding="utf-8"))
VERIFIER = ROOT / "docs" / "integrate" / "verify" / "verify.ts"


def named(vector):
    return f"{vector['purpose']}: {vector.get('name') or vector['reason']}"


def trusted():
    return KeyRing([key["public_key"] for key in VECTORS["keys"]], VECTORS["revoked"])


def test_the_file_is_what_the_tool_writes():
    assert vectors.PAGE.read_text(encoding="utf-8") == vectors.write(), "python -m tools.vectors"


def test_there_are_enough_of_each_purpose():
    for purpose in ("device", "registration", "answer"):
        assert sum(one["purpose"] == purpose for one in VECTORS["valid"]) >= 10
        assert sum(one["purpose"] == purpose for one in VECTORS["invalid"]) >= 40


@pytest.mark.parametrize("vector", VECTORS["valid"], ids=named)
def test_a_valid_token_gives_its_payload(vector):
    payload = tokens.verify(vector["token"], vector["purpose"], trusted())

    assert payload == vector["payload"]


@pytest.mark.parametrize("vector", VECTORS["invalid"], ids=named)
def test_an_invalid_token_is_refused_with_its_code(vector):
    with pytest.raises(InvalidToken) as refused:
        tokens.verify(vector["token"], vector["purpose"], trusted())

    assert refused.value.code == vector["code"]


@pytest.mark.parametrize("weak", VECTORS["weak_keys"])
def test_a_key_that_proves_nothing_is_never_trusted(weak):
    with pytest.raises(ValueError, match="proves nothing"):
        KeyRing([weak])


def double(point, times):
    """A point of the curve, doubled some times: plain arithmetic, to check constants with."""
    prime = spoiling.PRIME
    twist = -121665 * pow(121666, -1, prime) % prime
    x, y = point
    for _ in range(times):
        product = twist * x * x * y * y
        x, y = (
            2 * x * y * pow(1 + product, -1, prime) % prime,
            (y * y + x * x) * pow(1 - product, -1, prime) % prime,
        )
    return x, y


def test_the_constant_for_weak_keys_is_a_point_of_order_eight():
    prime, y = spoiling.PRIME, spoiling.OF_ORDER_EIGHT
    twist = -121665 * pow(121666, -1, prime) % prime
    square = (y * y - 1) * pow(twist * y * y + 1, -1, prime) % prime
    root = pow(square, (prime + 3) // 8, prime)
    x = root if root * root % prime == square else root * pow(2, (prime - 1) // 4, prime) % prime

    assert x * x % prime == square
    assert double((x, y), 2) == (0, prime - 1)
    assert double((x, y), 3) == (0, 1)


@cache
def node():
    """A Node that reads TypeScript: the machine's own, or the one that comes with the browser tests."""
    playwright = pytest.importorskip("playwright")
    candidates = [shutil.which("node"), Path(playwright.__file__).parent / "driver" / "node"]
    for candidate in filter(None, candidates):
        for options in ([], ["--experimental-strip-types"]):
            command = [str(candidate), *options, "-e", "const one: number = 1"]
            answer = subprocess.run(
                [str(candidate), *options, "--input-type=module-typescript", *command[-2:]],
                capture_output=True,
                check=False,
            )
            if answer.returncode == 0:
                return [str(candidate), *options]
    return None


def test_the_typescript_verifier_agrees_with_the_vectors():
    if node() is None:
        pytest.skip("no Node here that reads TypeScript (22.6 or later)")

    ran = subprocess.run(
        [*node(), str(VERIFIER), str(vectors.PAGE)], capture_output=True, text=True, check=False
    )

    counts = f"{len(VECTORS['valid'])} valid, {len(VECTORS['invalid'])} invalid, 0 wrong"
    assert ran.stdout.strip() == counts, ran.stderr
    assert ran.returncode == 0


def test_the_typescript_verifier_notices_a_wrong_vector(tmp_path):
    if node() is None:
        pytest.skip("no Node here that reads TypeScript (22.6 or later)")
    good = VECTORS["valid"][0]
    spoiled = VECTORS | {"invalid": [good | {"reason": "is genuine", "code": "bad_signature"}]}
    page = tmp_path / "vectors.json"
    page.write_text(json.dumps(spoiled), encoding="utf-8")

    ran = subprocess.run(
        [*node(), str(VERIFIER), str(page)], capture_output=True, text=True, check=False
    )

    assert ran.returncode == 1
    assert "device, is genuine" in ran.stderr
