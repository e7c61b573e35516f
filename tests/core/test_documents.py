"""The vendor's texts: which version holds, what changed between two, and what is wrong with a folder of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from klucznik.core.differences import changes
from klucznik.core.documents import (
    coming_versions,
    problems,
    read,
    read_changes,
    version_in_force,
    versions,
)
from klucznik.core.vendor import NEUTRAL


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "documents").mkdir()
    for kind in ("terms", "privacy", "authority"):
        write(tmp_path, f"{kind}.2026-01-01")
    return tmp_path


def write(folder: Path, name: str, text: str = "Tekst") -> None:
    for language in ("pl", "en"):
        (folder / "documents" / f"{name}.{language}.md").write_text(text, encoding="utf-8")


def test_the_newest_whose_day_has_come_holds(folder):
    write(folder, "terms.2026-06-01")
    write(folder, "terms.2027-01-01")

    assert version_in_force(folder, "terms", date(2026, 5, 31)) == "2026-01-01"
    assert version_in_force(folder, "terms", date(2026, 6, 1)) == "2026-06-01"
    assert coming_versions(folder, "terms", date(2026, 6, 1)) == ["2027-01-01"]


def test_the_very_first_holds_from_the_beginning(folder):
    assert version_in_force(folder, "terms", date(2020, 1, 1)) == "2026-01-01"
    assert coming_versions(folder, "terms", date(2020, 1, 1)) == []


def test_what_is_said_about_changes_is_no_version(folder):
    write(folder, "terms.2026-06-01")
    write(folder, "terms.2026-06-01.changes", "Zmiany")

    assert versions(folder, "terms") == ("2026-01-01", "2026-06-01")
    assert read_changes(folder, "terms", "2026-06-01", "pl").text == "Zmiany"
    assert read_changes(folder, "terms", "2026-01-01", "pl") is None


def test_a_missing_language_is_read_in_the_other_one(folder):
    (folder / "documents" / "terms.2026-01-01.en.md").unlink()

    assert read(folder, "terms", "2026-01-01", "en").language == "pl"


def test_our_own_texts_are_in_order():
    assert list(problems(NEUTRAL)) == []


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("terms.2026-13-01.pl.md", "there is no day 2026-13-01"),
        ("terms.1-1-2027.pl.md", "not a name like"),
        ("rules.2027-01-01.pl.md", "rules is none of terms, privacy, authority"),
        ("terms.2027-01-01.de.md", "not de"),
        ("terms.2027-01-01.pl.md", "terms.2027-01-01.en.md is missing"),
        ("terms.2027-01-01.changes.pl.md", "there is no terms.2027-01-01 that it could be about"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(folder, name, sentence):
    (folder / "documents" / name).write_text("x")

    assert [one for one in problems(folder) if sentence in one]


def test_an_empty_or_unreadable_file_is_found(folder):
    (folder / "documents" / "terms.2026-01-01.pl.md").write_text("  ")
    (folder / "documents" / "terms.2026-01-01.en.md").write_bytes(b"\xff\xfe")

    assert len(list(problems(folder))) >= 2


def test_the_command_tells_what_holds_and_fails_on_what_is_wrong(folder, settings, capsys):
    settings.VENDOR_DIR = str(folder)
    (folder / "vendor.toml").write_text((NEUTRAL / "vendor.toml").read_text())
    call_command("documents")
    assert "terms  2026-01-01" in capsys.readouterr().out

    (folder / "documents" / "terms.2027-01-01.pl.md").write_text("x")
    with pytest.raises(SystemExit):
        call_command("documents")
    assert "terms.2027-01-01.en.md is missing" in capsys.readouterr().out


def test_wrong_texts_are_a_warning_at_start(folder, settings):
    settings.VENDOR_DIR = str(folder)
    (folder / "vendor.toml").write_text((NEUTRAL / "vendor.toml").read_text())
    (folder / "documents" / "terms.2026-01-01.pl.md").write_text("")

    with pytest.raises(SystemCheckError, match="E004"):
        call_command("check", fail_level="ERROR")


BEFORE = "# Zasady\n\n1. Pierwszy punkt o koncie.\n2. Drugi punkt o firmie i licencji.\n3. Trzeci."


def test_a_new_item_is_added_and_the_numbers_after_it_do_not_count():
    after = BEFORE.replace("2. Drugi", "2. Zupełnie nowe zdanie.\n3. Drugi").replace(
        "3. Trz", "4. Trz"
    )

    (change,) = changes(BEFORE, after)

    assert (change.kind, change.heading, change.pieces) == (
        "added",
        "Zasady",
        (("new", "Zupełnie nowe zdanie."),),
    )


def test_a_changed_word_is_told_in_its_sentence():
    (change,) = changes(BEFORE, BEFORE.replace("firmie", "spółce"))

    assert change.kind == "changed"
    assert change.pieces == (
        ("same", "Drugi punkt o"),
        ("gone", "firmie"),
        ("new", "spółce"),
        ("same", "i licencji."),
    )


def test_a_removed_item_is_told_and_wrapping_does_not_count():
    assert [one.kind for one in changes(BEFORE, BEFORE.replace("\n3. Trzeci.", ""))] == ["removed"]
    assert changes(BEFORE, BEFORE.replace("punkt o koncie", "punkt\n   o koncie")) == []
    assert changes(BEFORE, BEFORE) == []


@pytest.mark.django_db
def test_old_versions_stay_readable(folder, settings, client):
    settings.VENDOR_DIR, settings.LANGUAGE_CODE = str(folder), "en"
    (folder / "vendor.toml").write_text((NEUTRAL / "vendor.toml").read_text())
    write(folder, "terms.2026-06-01", "Sentence of today")

    old = client.get("/documents/terms/", {"version": "2026-01-01"}).content.decode()
    assert "no longer in force" in old
    assert "Sentence of today" in client.get("/documents/terms/").content.decode()
    for wrong in ("2020-01-01", "../vendor", "x", ""):
        assert client.get("/documents/terms/", {"version": wrong}).status_code == 404
