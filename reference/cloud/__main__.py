"""`python -m reference.cloud --portal http://127.0.0.1:8000 --port 8001 --data var/cloud`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from reference.cloud.site import Site

LOCAL = "127.0.0.1"


class Server(ThreadingMixIn, WSGIServer):
    """One thread for each request: one that waits for the portal holds up nobody else."""

    daemon_threads = True
    site: Site


class Quiet(WSGIRequestHandler):
    timeout = 30  # seconds that a browser may take to say what it wants

    def log_message(self, format: str, *args: object) -> None:
        return None


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m reference.cloud", description=__doc__)
    parser.add_argument("--portal", required=True, help="the address of the portal")
    parser.add_argument("--port", type=int, default=8001, help="port to listen at (8001)")
    parser.add_argument("--data", type=Path, required=True, help="folder for its own two files")
    parser.add_argument("--begin-with", type=Path, help="a CSV file of documents for an empty one")
    parser.add_argument(
        "--ends-with-parent", action="store_true", help="stop when whoever started it is gone"
    )
    return parser.parse_args(arguments)


def serve(portal: str, port: int, folder: Path) -> Server:
    """The server, listening; port 0 takes any. Only names of this machine are answered."""
    site = Site(portal, folder)
    server: Server = make_server(LOCAL, port, site, Server, Quiet)
    server.site = site
    site.hosts = frozenset(f"{name}:{server.server_port}" for name in (LOCAL, "localhost"))
    return server


def end_with_parent() -> None:
    """Stop this process when its parent ended without a word."""
    parent, patience = os.getppid(), threading.Event()

    def watch() -> None:
        while os.getppid() == parent:
            patience.wait(1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


def main(arguments: list[str] | None = None) -> int:
    chosen = parse(arguments)
    try:
        server = serve(chosen.portal, chosen.port, chosen.data)
    except (OSError, ValueError) as error:
        print(f"The application cannot start: {error}", file=sys.stderr)
        return 2
    if chosen.begin_with and chosen.begin_with.exists():
        server.site.book.begin_with(chosen.begin_with)
    if chosen.ends_with_parent:
        end_with_parent()
    print(f"Ready: http://{LOCAL}:{server.server_port}", flush=True)
    try:
        server.serve_forever(poll_interval=0.2)
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
