"""What this machine offers to the checks: PostgreSQL, Chromium, GNU gettext."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
USUAL_POSTGRES = "postgres://postgres@127.0.0.1:5432/klucznik"
# The shell has no windows of its own to draw: stories take a quarter less time in it.
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Postgres:
    """Where tests may make databases, or why they cannot."""

    url: str
    missing: str = ""


def postgres() -> Postgres:
    """The server named by KLUCZNIK_TEST_POSTGRES, else the usual local one, if it answers."""
    url = os.environ.get("KLUCZNIK_TEST_POSTGRES", USUAL_POSTGRES)
    server = url.rpartition("/")[0] + "/postgres"
    try:
        psycopg.connect(server, connect_timeout=3).close()
    except psycopg.OperationalError:
        return Postgres(url, "no PostgreSQL answers; name one: KLUCZNIK_TEST_POSTGRES=postgres://…")
    return Postgres(url)


def gettext_missing() -> str:
    if all(shutil.which(program) for program in ("xgettext", "msgmerge", "msgattrib")):
        return ""
    return "GNU gettext is not installed (apt install gettext)"


def chromium() -> str:
    """The path of the browser for stories: the one that is named, else the first that is found; empty without one."""
    return os.environ.get("KLUCZNIK_CHROMIUM") or next(
        filter(None, map(shutil.which, CHROMIUMS)), ""
    )


def chromium_missing() -> str:
    named = os.environ.get("KLUCZNIK_CHROMIUM")
    if named:
        return "" if Path(named).exists() else f"KLUCZNIK_CHROMIUM: {named} does not exist"
    if chromium():
        return ""
    return "Chromium is not installed (apt install chromium-headless-shell), or name it: KLUCZNIK_CHROMIUM=…"
