"""What verifying a license file costs beside the bare Ed25519 verification: `.venv/bin/python -m bench.offline`.

Both are run in turns, ours and the bare one, so that a busy machine slows both. Prints microseconds (median and the
slowest of a hundred) and the ratio; the target is 0.8 of the bare speed or more.
"""

from __future__ import annotations

import argparse
import base64
import json
import statistics
import time
from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from klucznik_client import KeyRing, license_files, tokens
from tools import vectors
from tools.signing import TestKey

ROUNDS = 40
CALLS = 100
PARTS = ("system", "board", "disk", "network", "processor")


def typical() -> str:
    """A license file as a shop with five known parts of its computer has it."""
    parts = {part: TestKey(part).id * 2 for part in PARTS}
    device = {"id": "d3v1c30000000001", "name": "KSIĘGOWOŚĆ-1", "parts": parts}
    content = vectors.device(device=device, features=["plus", "sfera"], counter=17)
    return TestKey("current").sign("device", content)


def microseconds(act: Callable[[], object]) -> list[float]:
    """Each of some calls."""
    taken = []
    for _ in range(CALLS):
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1e6)
    return taken


def measure() -> dict[str, dict[str, float]]:
    """Ours and the limit in turns."""
    key, text = TestKey("current"), typical()
    ring = KeyRing([key.public])
    signed, _, written = text.rpartition(".")
    signature, message = base64.urlsafe_b64decode(written + "=="), signed.encode()
    public = Ed25519PublicKey.from_public_bytes(key.public_bytes)
    acts: dict[str, Callable[[], object]] = {
        "bare verification": lambda: public.verify(signature, message),
        "token verified": lambda: tokens.verify(text, "device", ring),
        "license file read": lambda: license_files.read(text, ring),
    }
    taken: dict[str, list[float]] = {name: [] for name in acts}
    ratios: dict[str, list[float]] = {name: [] for name in acts}
    for act in acts.values():
        microseconds(act)  # warm
    for _ in range(ROUNDS):
        medians = {}
        for name, act in acts.items():
            once = microseconds(act)
            taken[name] += once
            medians[name] = statistics.median(once)
        for name, median in medians.items():
            ratios[name].append(medians["bare verification"] / median)
    return {
        name: {
            "p50": statistics.median(times),
            "p99": statistics.quantiles(times, n=100)[98],
            "ratio": statistics.median(ratios[name]),
        }
        for name, times in taken.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.offline", description=__doc__)
    parser.add_argument("--json", action="store_true", help="for programs")
    chosen = parser.parse_args()
    found = measure()
    if chosen.json:
        print(json.dumps(found, indent=1))
        return
    print(f"A license file of {len(typical())} letters")
    for name, figures in found.items():
        print(
            f"  {name:<18} p50 {figures['p50']:7.1f} µs   p99 {figures['p99']:7.1f} µs"
            f"   {figures['ratio']:.3f} of the bare speed"
        )


if __name__ == "__main__":
    main()
