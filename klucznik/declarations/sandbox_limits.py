"""Lowers the limits of its own process, then becomes the worker; started only by sandbox.py."""

# It imports nothing of ours: it runs isolated, and must see neither settings nor the database.
from __future__ import annotations

import json
import resource
import runpy
import sys


def main(limits: str, worker: str, job: str) -> None:
    most = json.loads(limits)
    resource.setrlimit(resource.RLIMIT_CPU, (most["seconds"], most["seconds"]))
    resource.setrlimit(resource.RLIMIT_AS, (most["memory"], most["memory"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most["output"], most["output"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
    sys.argv = [worker, job]
    runpy.run_path(worker, run_name="__main__")


if __name__ == "__main__":
    main(*sys.argv[1:])
