"""Power fails in the middle of a case: nothing is half-written, nothing is lost, at most one letter comes twice.

KLUCZNIK_DEEP=1 kills 200 processes instead of 12.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tools import surroundings

DEEP = bool(os.environ.get("KLUCZNIK_DEEP"))
KILLS = 200 if DEEP else 12


def test_a_process_killed_anywhere_leaves_each_act_whole_or_not_begun(tmp_path):
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("KLUCZNIK_", "PYTEST"))
    }
    own = {
        "KLUCZNIK_DATA": str(tmp_path / "site"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": os.pathsep.join(
            [str(surroundings.ROOT), str(surroundings.ROOT / "sdk/python")]
        ),
    }
    seed = int.from_bytes(os.urandom(4)) if DEEP else 1

    told = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.declarations.killing",
            tmp_path / "trials",
            str(KILLS),
            str(seed),
        ],
        cwd=surroundings.ROOT,
        env=kept | own,
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == 0, (seed, told.stderr[-3000:])
    came = json.loads(told.stdout.splitlines()[-1])
    assert came["whole"] + came["not begun"] == KILLS
    print(seed, came)
