"""Every check in one list: format, lint, layers, types, words, migrations, tests on both databases, stories, docs."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tools import surroundings
from tools.surroundings import ROOT

PYTHON = sys.executable
BIN = os.path.dirname(PYTHON)


@dataclass(frozen=True)
class Step:
    """One check: its command, and why it cannot run here, if it cannot."""

    name: str
    command: list[str]
    missing: str = ""
    slow: bool = False
    loud: bool = False
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    step: Step
    word: str
    seconds: float = 0.0


def pytest(*arguments: str) -> list[str]:
    spread = ["-n", "2", "--dist", "worksteal"] if (os.cpu_count() or 1) > 1 else []
    return [PYTHON, "-m", "pytest", "-q", *spread, *arguments]


def steps() -> list[Step]:
    """All checks, the quickest first."""
    postgres = surroundings.postgres()
    manage = [PYTHON, "manage.py"]
    return [
        Step("format", [f"{BIN}/ruff", "format", "--check", "."]),
        Step("lint", [f"{BIN}/ruff", "check", "."]),
        Step("layers", [f"{BIN}/lint-imports"]),
        Step("settings", [*manage, "check"]),
        Step("migrations", [*manage, "makemigrations", "--check", "--dry-run"]),
        Step("types", [f"{BIN}/mypy"]),
        Step("templates", [f"{BIN}/djlint", "klucznik", "--lint", "--quiet"]),
        Step(
            "translations",
            [PYTHON, "-m", "tools.messages", "--check"],
            missing=surroundings.gettext_missing(),
            slow=True,
        ),
        Step("docs", [PYTHON, "-m", "tools.reference", "--check"]),
        Step("tests on SQLite", pytest("--ignore", "tests/browser"), loud=True),
        Step(
            "tests on PostgreSQL",
            pytest("--ignore", "tests/browser", "--ignore", "tests/architecture"),
            missing=postgres.missing,
            slow=True,
            loud=True,
            environment={"KLUCZNIK_DATABASE_URL": postgres.url},
        ),
        Step(
            "browser stories",
            pytest("tests/browser", "--dist", "loadfile"),
            missing=surroundings.chromium_missing(),
            slow=True,
            loud=True,
        ),
    ]


def run(step: Step, environment: dict[str, str]) -> Outcome:
    """Run one step; quiet ones speak only when they fail."""
    print(f"── {step.name}", flush=True)
    begun = time.monotonic()
    result = subprocess.run(
        step.command,
        cwd=ROOT,
        env=environment | step.environment,
        stdout=None if step.loud else subprocess.PIPE,
        stderr=None if step.loud else subprocess.STDOUT,
        text=True,
        check=False,
    )
    seconds = time.monotonic() - begun
    if result.returncode and result.stdout:
        print(result.stdout, flush=True)
    return Outcome(step, "FAILED" if result.returncode else "passed", seconds)


def run_quiet(quiet: list[Step], environment: dict[str, str]) -> list[Outcome]:
    """Run what says nothing two at a time: the types alone take as long as all the others."""
    with ThreadPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
        return list(pool.map(lambda step: run(step, environment), quiet))


def skip_reason(step: Step, options: argparse.Namespace) -> str:
    if options.fast and step.slow:
        return "left out by --fast"
    return step.missing


def run_all(options: argparse.Namespace) -> list[Outcome]:
    """Run every step that can run; with --strict a step that cannot run has failed."""
    outcomes = []
    with tempfile.TemporaryDirectory(prefix="klucznik-check-") as data:
        environment = os.environ | {"KLUCZNIK_DATA": data, "PYTHONUNBUFFERED": "1"}
        environment.pop("KLUCZNIK_DATABASE_URL", None)
        if environment.pop("PYTHONDONTWRITEBYTECODE", None):
            # Hundreds of programs are started, and compiling takes more than half of a start: keep it beside the tree.
            environment["PYTHONPYCACHEPREFIX"] = os.path.join(data, "compiled")
        if options.deep:
            environment["KLUCZNIK_DEEP"] = "1"
        able = []
        for step in steps():
            if reason := skip_reason(step, options):
                outcomes.append(Outcome(step, "FAILED" if options.strict else f"skipped: {reason}"))
                if options.strict:
                    print(f"── {step.name}: {reason}")
            else:
                able.append(step)
        outcomes += run_quiet([step for step in able if not step.loud], environment)
        outcomes += [run(step, environment) for step in able if step.loud]
    return outcomes


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/check", description=__doc__)
    parser.add_argument("--fast", action="store_true", help="only what belongs in the loop")
    parser.add_argument("--deep", action="store_true", help="the tests with large numbers too")
    parser.add_argument("--strict", action="store_true", help="what cannot run here is a failure")
    return parser.parse_args(arguments)


def main() -> int:
    outcomes = run_all(parse(sys.argv[1:]))
    print()
    for outcome in outcomes:
        took = f"  {outcome.seconds:6.1f} s" if outcome.seconds else ""
        print(f"  {outcome.step.name:<20} {outcome.word}{took}")
    failed = [outcome.step.name for outcome in outcomes if outcome.word == "FAILED"]
    print(f"\nFailed: {', '.join(failed)}." if failed else "\nEverything that ran passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
