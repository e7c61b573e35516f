"""Measure ours beside the limits of this machine: `python -m bench.run [check heartbeat] [--licenses 1000 ...]`.

Makes its data once per size and database, warms up, then runs ours and the bare limit in turns (A B A B), and prints
requests a second, p50 and p99 in milliseconds, processor milliseconds per request and the ratio; writes JSON beside.
Needs wrk. Load goes to 127.0.0.1 only and ends by itself.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from bench import serving
from bench.filling import is_floating, secret

# What is sent where, by which script of wrk.
SCENARIOS = {
    "check": (
        "/api/v1/check",
        '{"version":"1.88","language":"pl","nonce":"n"}',
        "bench/checks.lua",
    ),
    "heartbeat": ("/api/v1/heartbeat", '{"nonce":"n"}', "bench/checks.lua"),
    "activate": ("/api/v1/activations", "", "bench/activations.lua"),
}
PORTS = (9921, 9922)
SECRETS = 20_000
LATENCY = re.compile(r"^\s+(50|99)%\s+([\d.]+)(us|ms|s)", re.M)
UNIT = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass
class Figure:
    """One run of one thing."""

    scenario: str
    database: str
    licenses: int
    what: str
    per_second: float
    p50: float
    p99: float
    processor: float
    errors: int


def main() -> int:
    options = parse(sys.argv[1:])
    figures: list[Figure] = []
    for database in options.databases:
        for count in options.licenses:
            with tempfile.TemporaryDirectory(prefix="klucznik-bench-") as folder:
                environment = surroundings(database, Path(folder))
                subprocess.run(
                    [sys.executable, "-m", "bench.making", str(count)],
                    env=os.environ | environment,
                    check=True,
                )
                for scenario in options.scenarios:
                    figures += measure(scenario, database, count, environment, options)
                drop(database)
    Path(options.out).write_text(json.dumps([asdict(figure) for figure in figures], indent=1))
    report(figures)
    return 0


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=__doc__)
    parser.add_argument("scenarios", nargs="*", default=list(SCENARIOS))
    parser.add_argument("--licenses", nargs="*", type=int, default=[1000, 100_000])
    parser.add_argument("--databases", nargs="*", default=["sqlite", "postgresql"])
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--server", default="postgres://postgres@127.0.0.1:5432/")
    parser.add_argument("--out", default=str(Path(tempfile.gettempdir()) / "klucznik-bench.json"))
    return parser.parse_args(arguments)


def surroundings(database: str, folder: Path) -> dict[str, str]:
    """The settings of a site of its own."""
    address = f"sqlite:{folder}/bench.sqlite3"
    if database == "postgresql":
        drop(database)
        psql("CREATE DATABASE klucznik_bench")
        address = "postgres://postgres@127.0.0.1:5432/klucznik_bench"
    return {
        "KLUCZNIK_DATA": str(folder),
        "KLUCZNIK_CATALOG": str(catalog(folder)),
        "KLUCZNIK_DATABASE_URL": address,
        "KLUCZNIK_LOG_LEVEL": "error",
        "KLUCZNIK_PUBLIC_URL": f"http://127.0.0.1:{PORTS[0]}",
        "KLUCZNIK_CHECKS_PER_ADDRESS": "1000000",
        # The load comes from many addresses, as the proxy of a real site would tell.
        "KLUCZNIK_TRUSTED_PROXIES": "1",
        "BENCH_SECRETS": str(folder / "secrets"),
        "PYTHONPATH": os.getcwd(),
    }


def catalog(folder: Path) -> Path:
    """The sample, in which a number alone activates: the load needs no person who signs in, all else is as it is."""
    sample = Path("klucznik/catalog/sample.toml").read_text()
    path = folder / "catalog.toml"
    for code in ("subiekt-gt",):
        entry = f'code = "{code}"\n'
        begin = sample.index(entry)
        end = sample.find("\n[[", begin)
        own = sample[begin:end]
        rules = "[product.rules]\n"
        changed = (
            own.replace(rules, f'{rules}activation = "number"\n')
            if rules in own
            else f'{own}\n{rules}activation = "number"\n'
        )
        sample = sample[:begin] + changed + sample[end:]
    path.write_text(sample)
    return path


def drop(database: str) -> None:
    if database == "postgresql":
        psql("DROP DATABASE IF EXISTS klucznik_bench WITH (FORCE)")


def psql(statement: str) -> None:
    command = ["psql", "-q", "-h", "127.0.0.1", "-U", "postgres", "-c", statement]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


def measure(
    scenario: str,
    database: str,
    count: int,
    environment: dict[str, str],
    options: argparse.Namespace,
) -> list[Figure]:
    """Ours and the bare limit in turns."""
    path, body, script = SCENARIOS[scenario]
    floating = scenario == "heartbeat"
    chosen = [n for n in range(count) if is_floating(n) == floating or scenario == "check"]
    step = max(1, len(chosen) // SECRETS)
    secrets = Path(environment["BENCH_SECRETS"])
    secrets.write_text("\n".join(secret(n) for n in chosen[::step][:SECRETS]) + "\n")
    load = environment | {"BENCH_PATH": path, "BENCH_BODY": body, "BENCH_SCRIPT": script}
    load["BENCH_LICENSES"] = str(count)
    figures = []
    mode = "commit" if scenario != "check" else "check"
    with (
        serving.ours(PORTS[0], environment) as mine,
        serving.bare(PORTS[1], environment["KLUCZNIK_DATABASE_URL"], mode) as limit,
    ):
        for port in PORTS:
            press(port, load, 2, options.connections)
        for _ in range(options.turns):
            for what, port, pid in (("ours", PORTS[0], mine), ("limit", PORTS[1], limit)):
                before = serving.processor_seconds(pid)
                told = press(port, load, options.seconds, options.connections)
                used = serving.processor_seconds(pid) - before
                figures.append(read(told, used, (scenario, database, count, what)))
    return figures


def press(port: int, environment: dict[str, str], seconds: int, connections: int) -> str:
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    command += ["-s", environment["BENCH_SCRIPT"], f"http://127.0.0.1:{port}"]
    done = subprocess.run(
        command, env=os.environ | environment, check=True, capture_output=True, text=True
    )
    return done.stdout


def read(told: str, used: float, about: tuple[str, str, int, str]) -> Figure:
    """The figures that wrk printed."""
    requests = int(re.search(r"(\d+) requests in", told)[1])  # type: ignore[index]
    per_second = float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])  # type: ignore[index]
    times = {share: float(value) * UNIT[unit] for share, value, unit in LATENCY.findall(told)}
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    return Figure(
        *about,
        per_second=per_second,
        p50=times["50"],
        p99=times["99"],
        processor=1000 * used / max(1, requests),
        errors=int(wrong[1]) if wrong else 0,
    )


def report(figures: list[Figure]) -> None:
    """A line for each thing measured: the best of its turns, and ours as a share of the limit."""
    print(
        f"{'scenario':<11}{'database':<12}{'licenses':>9}{'':>7}{'per s':>9}{'p50 ms':>8}{'p99 ms':>8}{'cpu ms':>8}"
        f"{'errors':>8}{'of limit':>10}"
    )
    best: dict[tuple[str, str, int, str], Figure] = {}
    for figure in figures:
        key = (figure.scenario, figure.database, figure.licenses, figure.what)
        if key not in best or figure.per_second > best[key].per_second:
            best[key] = figure
    for (scenario, database, count, what), figure in best.items():
        limit = best.get((scenario, database, count, "limit"))
        share = f"{figure.per_second / limit.per_second:.2f}" if limit and what == "ours" else ""
        print(
            f"{scenario:<11}{database:<12}{count:>9}{what:>7}{figure.per_second:>9.0f}{figure.p50:>8.1f}"
            f"{figure.p99:>8.1f}{figure.processor:>8.2f}{figure.errors:>8}{share:>10}"
        )


if __name__ == "__main__":
    sys.exit(main())
