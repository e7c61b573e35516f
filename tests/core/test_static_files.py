"""What comes from other projects is exactly what we took; what pages name exists; a broken page needs nothing."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.template.loader import render_to_string

import klucznik.core

CORE = Path(klucznik.core.__file__).parent
STATIC = CORE / "static"
VENDORED = re.findall(
    r"^\| (\S+) \|.*\| ([0-9a-f]{64}) \|$", (STATIC / "vendor/README.md").read_text(), re.MULTILINE
)


@pytest.mark.parametrize(("name", "digest"), VENDORED)
def test_a_vendored_file_is_the_one_that_was_checked(name, digest):
    assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == digest


def test_every_style_sheet_is_imported_and_every_import_exists():
    imported = set(re.findall(r'url\("([^"]+)"\)', (STATIC / "css/app.css").read_text()))
    written = {path.relative_to(STATIC / "css").as_posix() for path in STATIC.glob("css/**/*.css")}

    assert imported == written - {"app.css"}


def test_browsers_get_the_look_as_one_file(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "klucznik.core.stylesheets.GatheringStorage"}
    }

    call_command("collectstatic", interactive=False, verbosity=0)

    look = staticfiles_storage.open(staticfiles_storage.stored_name("css/app.css")).read().decode()
    assert "@import" not in look
    assert look.startswith("@layer tokens, reset, base, layout, components, pages, utilities;")
    assert (
        look.index("@layer tokens {") < look.index(".button {") < look.index("@layer utilities {")
    )
    assert staticfiles_storage.url("fonts/inter-latin.woff2").rpartition("/")[2] in look
    assert look.count("{") == look.count("}")


def test_every_icon_that_a_template_names_is_in_the_sprite():
    sprite = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons/icons.svg").read_text()))
    templates = [path.read_text() for path in CORE.parent.glob("**/templates/**/*.html")]
    named = {name for text in templates for name in re.findall(r'{% icon "([^"]+)"', text)}

    assert named <= sprite


def test_behaviours_stay_small():
    long = {
        path.name: lines
        for path in STATIC.glob("js/behaviours/*.js")
        if (lines := len(path.read_text().splitlines())) > 60
    }

    assert not long


@pytest.mark.parametrize("template", ["500.html", "503.html"])
def test_a_broken_page_needs_no_database_and_no_context(template):
    """Without the fixture `db`, a query would fail this test."""
    assert "<h1>" in render_to_string(template)
