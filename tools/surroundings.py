"""What this machine offers to the checks: PostgreSQL, Chromium, GNU gettext."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
USUAL_POSTGRES = "postgres://postgres@127.0.0.1:5432/klucznik"


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


def chromium_missing() -> str:
    named = os.environ.get("KLUCZNIK_CHROMIUM")
    if named:
        return "" if Path(named).exists() else f"KLUCZNIK_CHROMIUM: {named} does not exist"
    if any(shutil.which(program) for program in ("chromium", "chromium-browser")):
        return ""
    return "Chromium is not installed (apt install chromium), or name it: KLUCZNIK_CHROMIUM=…"
