"""The demonstration sets its own settings, takes only its own folder, and never a real site."""

from __future__ import annotations

import os
import socket
from datetime import date, timedelta

import pytest

from klucznik.core import clock
from klucznik.core.documents import problems
from klucznik.demo import surroundings


@pytest.fixture
def environment(monkeypatch):
    """An environment without any setting of ours, put back afterwards."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KLUCZNIK_")}
    monkeypatch.setattr(os, "environ", kept)
    return kept


def test_it_chooses_its_own_settings(environment, tmp_path):
    surroundings.surround(["--port", "8123", "--data", str(tmp_path / "show")])

    assert environment["KLUCZNIK_DEMO"] == "yes"
    assert environment["KLUCZNIK_DATA"] == str(tmp_path / "show")
    assert environment["KLUCZNIK_PUBLIC_URL"] == "http://127.0.0.1:8123"
    assert environment["KLUCZNIK_MAIL_URL"] == "demo:"
    assert environment["KLUCZNIK_VENDOR"] == str(tmp_path / "show" / "vendor")


def test_new_terms_of_the_sample_vendor_come_in_a_month(environment, tmp_path):
    surroundings.surround(["--data", str(tmp_path)])

    documents = tmp_path / "vendor" / "documents"
    now, coming = sorted(documents.glob("terms.????-??-??.pl.md"))
    day = date.fromisoformat(coming.name.split(".")[1])
    assert timedelta(days=30) <= day - clock.today() <= timedelta(days=32)
    assert coming.read_text().startswith(now.read_text())
    assert not list(problems(tmp_path / "vendor"))
    assert not list(surroundings.VENDOR.glob(f"documents/*{day}*"))


def test_a_vendor_of_ones_own_stays(environment, tmp_path):
    environment["KLUCZNIK_VENDOR"] = "/srv/ours"

    surroundings.surround(["--data", str(tmp_path)])

    assert environment["KLUCZNIK_VENDOR"] == "/srv/ours"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KLUCZNIK_DATABASE_URL", "postgres://klucznik@db/klucznik"),
        ("KLUCZNIK_DATABASE_URL_FILE", "/run/secrets/database"),
        ("KLUCZNIK_PUBLIC_URL", "https://konto.example"),
        ("KLUCZNIK_MAIL_URL", "smtp://mail.example"),
    ],
)
def test_it_refuses_to_run_as_a_real_site(environment, tmp_path, capsys, name, value):
    environment[name] = value

    with pytest.raises(SystemExit) as stopped:
        surroundings.surround(["--data", str(tmp_path)])

    assert stopped.value.code == 2
    assert "belongs to a real site" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_it_never_touches_the_data_of_a_real_site(environment, tmp_path, capsys):
    (tmp_path / "klucznik.sqlite3").write_text("customers")

    with pytest.raises(SystemExit):
        surroundings.surround(["--data", str(tmp_path), "--reset"])

    assert (tmp_path / "klucznik.sqlite3").read_text() == "customers"
    assert "no demonstration" in capsys.readouterr().err


def test_it_does_not_empty_the_folder_of_a_demonstration_that_runs(environment, tmp_path, capsys):
    surroundings.surround(["--data", str(tmp_path)])
    surroundings.complete(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as running:
        port = str(running.getsockname()[1])

        with pytest.raises(SystemExit):
            surroundings.surround(["--data", str(tmp_path), "--port", port, "--reset"])

    assert surroundings.is_complete(tmp_path)
    assert "in use" in capsys.readouterr().err


def test_reset_forgets_what_the_demonstration_made_and_nothing_else(environment, tmp_path):
    surroundings.surround(["--data", str(tmp_path)])
    surroundings.complete(tmp_path)
    (tmp_path / "klucznik.sqlite3").write_text("cast")
    (tmp_path / "notes.txt").write_text("mine")

    surroundings.surround(["--data", str(tmp_path), "--reset"])

    assert not (tmp_path / "klucznik.sqlite3").exists()
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert not surroundings.is_complete(tmp_path)


def test_a_complete_stage_stays_and_one_that_was_cut_off_begins_anew(environment, tmp_path):
    surroundings.surround(["--data", str(tmp_path)])
    (tmp_path / "klucznik.sqlite3").write_text("half a cast")
    surroundings.surround(["--data", str(tmp_path)])
    cut_off = (tmp_path / "klucznik.sqlite3").exists()
    (tmp_path / "klucznik.sqlite3").write_text("cast")
    surroundings.complete(tmp_path)

    surroundings.surround(["--data", str(tmp_path)])

    assert not cut_off
    assert (tmp_path / "klucznik.sqlite3").read_text() == "cast"
