"""Run the web server, and beside it the worker: when one of them ends, so does the other."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connections
from django.urls import get_resolver
from django.utils.module_loading import import_string
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import MPServer

from klucznik.jobs import worker
from klucznik.operations.errors import CannotStart
from klucznik.operations.preparing import collect_static

# What a web worker may hold besides the requests in hand; more connections wait in the socket's queue.
WAITING_PER_THREAD = 8
SECONDS_TO_FINISH = 10
FORK = multiprocessing.get_context("fork")


def default_address() -> tuple[str, int]:
    """This machine only, at the port of the public address where that names one."""
    return "127.0.0.1", urlsplit(settings.PUBLIC_URL).port or 8000


def serve(
    host: str, port: int, *, with_worker: bool, once_ready: Callable[[], None] | None = None
) -> int:
    """Serve until SIGINT or SIGTERM; the exit code is 0 only when nothing ended by itself.

    The application is loaded before the processes fork, so that they share its memory and answer at once.
    """
    check_port(host, port)
    collect_static()
    application, parent = import_string(settings.WSGI_APPLICATION), os.getpid()
    get_resolver().url_patterns  # noqa: B018 (asking for the addresses loads all pages, once for all processes)
    helper = start_worker() if with_worker else None
    server = make_server(host, port)
    if helper is not None:
        _stop_together(helper)
    if once_ready is not None:
        server.on_startup(lambda: _tell_once_ready(host, port, once_ready))
    connections.close_all()

    def load() -> Any:  # called in each web process
        os.setpgrp()  # Ctrl-C is for the parent, which then asks each process to finish
        _end_with(parent)
        return application

    try:
        server.serve(target_loader=load, wrap_loader=False)
    except SystemExit:
        return 1
    finally:
        worker_failed = helper is not None and _finish(helper)
    return 1 if worker_failed else 0


def make_server(host: str, port: int) -> Any:
    """Granian as measured best: a few blocking threads, and no more requests taken than they can soon answer."""
    return MPServer(
        settings.WSGI_APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=settings.WORKERS,
        blocking_threads=settings.THREADS,
        backpressure=settings.THREADS * WAITING_PER_THREAD,
        # The limit above counts connections: six browsers that keep theirs open would shut out everybody else.
        http1_settings=HTTP1Settings(keep_alive=False),
        respawn_failed_workers=True,
        respawn_interval=0.1,
        workers_kill_timeout=SECONDS_TO_FINISH,
        log_level=LogLevels.error,
        log_access=False,
    )


def check_port(host: str, port: int) -> None:
    """Say plainly when the port is taken, instead of failing in the middle of the start."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotStart(
                f"Cannot listen at {host}, port {port} ({error.strerror}). Choose others with --host and --port."
            ) from error


def work() -> None:
    """The worker, until SIGINT or SIGTERM; what it is doing at that moment is finished first."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    # Somebody who tries the demonstration waits for each message that they are sent.
    worker.run_until(stop, idle_seconds=0.2 if settings.DEMO else 1.0)


def start_worker() -> multiprocessing.process.BaseProcess:
    """The worker as a child process."""
    connections.close_all()
    helper = FORK.Process(target=_work_beside, args=(os.getpid(),), name="klucznik-worker")
    helper.start()
    return helper


def _work_beside(parent: int) -> None:
    _end_with(parent)
    work()


def _end_with(parent: int) -> None:
    """End this process when its parent is gone without a word, so that nothing keeps the port or the queue."""
    patience = threading.Event()

    def watch() -> None:
        while os.getppid() == parent:
            patience.wait(1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


def _stop_together(helper: multiprocessing.process.BaseProcess) -> None:
    """Ask the server to stop when the worker has ended."""

    def wait() -> None:
        helper.join()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()


def _finish(helper: multiprocessing.process.BaseProcess) -> bool:
    """Stop the worker; True when it had failed by itself."""
    failed = not helper.is_alive() and helper.exitcode != 0
    if helper.is_alive():
        helper.terminate()
        helper.join(SECONDS_TO_FINISH)
    if helper.is_alive():
        helper.kill()
    return failed


def _tell_once_ready(host: str, port: int, tell: Callable[[], None]) -> None:
    """Ask our own server until it answers, then tell."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 (only compared)
    question = f"GET /livez HTTP/1.1\r\nHost: {settings.PUBLIC_HOST}\r\nConnection: close\r\n\r\n"

    def ask(parent: int) -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        patience = threading.Event()
        while os.getppid() == parent and not _answers(near, port, question.encode()):
            patience.wait(0.05)
        if os.getppid() == parent:
            tell()

    # A process, not a thread: the web processes fork right after this, and would inherit for ever
    # whatever lock a thread holds at that moment (importing a module is enough).
    FORK.Process(target=ask, args=(os.getpid(),), daemon=True).start()


def _answers(host: str, port: int, question: bytes) -> bool:
    try:
        with socket.create_connection((host, port), timeout=5) as peer:
            peer.sendall(question)
            return b" 200 " in peer.recv(64)
    except OSError:
        return False
