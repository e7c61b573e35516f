"""The demonstration brings a sample application in the browser: beside it, on a port of its own, gone with it."""

from __future__ import annotations

import http.client
import socket
from contextlib import suppress
from pathlib import Path

from klucznik.catalog.reading import read
from klucznik.demo import application

PORTAL = "http://127.0.0.1:8000"


def port_of(address: str) -> int:
    return int(address.rpartition(":")[2])


def asked(address: str) -> int:
    """The status of its first page, or 0 while nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port_of(address), timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def free_port() -> int:
    """Below the ports that outgoing connections take: one of those can answer itself."""
    for port in range(21_000, 31_000, 25):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port + 1))
            return port
    raise AssertionError("no port is free")


def test_it_takes_the_next_port_that_is_free(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        before = taken.getsockname()[1] - 1
        application.prepare(tmp_path, before)

    assert before + 1 < port_of(application.address_in(tmp_path)) <= before + application.PORTS


def test_the_catalog_leads_there_and_is_otherwise_the_sample(tmp_path):
    catalog = application.prepare(tmp_path, free_port())
    address = application.address_in(tmp_path)

    led = {one.code: one.address for one in read(catalog).products if one.address}

    assert led == {code: f"{address}/{code}/" for code in application.PRODUCTS}
    lines = [line for line in catalog.read_text().splitlines() if "address = " not in line]
    assert lines == application.CATALOG.read_text().splitlines()


def test_it_answers_while_the_demonstration_runs_and_not_after(tmp_path):
    application.prepare(tmp_path, free_port())

    with application.beside(tmp_path, PORTAL) as address:
        answered = asked(address)

    assert answered == 200
    assert asked(address) == 0
    assert (Path(tmp_path) / application.FOLDER / "notebook.sqlite3").exists()


def test_without_a_free_port_the_demonstration_does_without(tmp_path):
    application.prepare(tmp_path, 70_000)

    with application.beside(tmp_path, PORTAL) as address:
        assert address == ""
    assert application.address_in(tmp_path) == ""
