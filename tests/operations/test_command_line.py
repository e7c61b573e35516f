"""The operator's commands: listed, explained, and refusing with one sentence."""

from __future__ import annotations

import pytest

from klucznik.__main__ import COMMANDS
from klucznik.catalog.loading import SAMPLE


def test_without_a_command_all_are_listed_each_with_its_sentence(site):
    told = site()

    assert told.returncode == 0
    assert all(
        f"  {name}" in told.stdout and entry.meaning in told.stdout
        for name, entry in COMMANDS.items()
    )


def test_help_explains_a_command_without_preparing_anything(site, tmp_path):
    told = site("help", "import")

    assert "--keep-good" in told.stdout
    assert "--settings" not in told.stdout
    assert not list(tmp_path.rglob("*.sqlite3"))


@pytest.mark.parametrize(
    ("arguments", "given", "sentence"),
    [
        (["nonsense"], {}, 'There is no command "nonsense".'),
        (["import", "people", "x.csv"], {}, "invalid choice: 'people'"),
        (
            ["catalog"],
            {"WORKERS": "many"},
            'KLUCZNIK_WORKERS: "many" is not a whole number from 1 to 64.',
        ),
        (["catalog"], {"VENDOR": "/nowhere"}, "there is no vendor.toml in /nowhere"),
        (["catalog"], {"DATABASE_URL": "mysql://x"}, "must begin with one of"),
        (["catalog"], {"DATABASE_URL": "postgres://a@127.0.0.1:1/x"}, "cannot be used"),
        (["catalog"], {"CATALOG": "/nowhere.toml"}, "cannot be read"),
        (["catalog"], {"SECRET_KEY": "short"}, "at least 40 characters"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(ready_site, arguments, given, sentence):
    told = ready_site(*arguments, **given)

    assert told.returncode == 2
    assert sentence in told.stderr
    assert "Traceback" not in told.stderr


def test_a_fresh_system_is_prepared_by_the_first_command(site):
    told = site("catalog")

    assert told.stdout.startswith("new: line gt\n")
    assert (
        "3 lines, 19 programs, 9 extensions and 11 categories; 42 new, 0 changed, 0 retired."
        in told.stdout
    )


def test_migrate_can_be_repeated(site):
    first, second = site("migrate"), site("migrate")

    assert "Migrations applied: " in first.stdout
    assert second.stdout == "The database is up to date.\n"


def test_settings_are_explained_and_secrets_hidden(ready_site):
    told = ready_site("settings", SECRET_KEY="k" * 50, MAIL_URL="smtp://me:hidden@127.0.0.1:1")

    assert told.returncode == 0
    assert "KLUCZNIK_SECRET_KEY=(set, not shown)" in told.stdout
    assert "hidden" not in told.stdout
    assert "19 programs and 9 extensions" in told.stdout


def test_settings_try_the_mail_server_when_asked(ready_site):
    told = ready_site("settings", "--check", MAIL_URL="smtp://127.0.0.1:1")

    assert told.returncode == 1
    assert "WRONG Mail server: 127.0.0.1:1" in told.stdout


def test_a_catalog_is_checked_without_preparing_anything(site, tmp_path):
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('format = 2\nversion = "1"\n')

    told, refused = site("catalog", "--check"), site("catalog", str(wrong), "--check")

    assert (told.returncode, refused.returncode) == (0, 2)
    assert "the file is right. There is no prepared database" in told.stdout
    assert "there is no [[line]]" in refused.stderr
    assert "there is no [[product]]" in refused.stderr


def test_a_catalog_that_was_changed_is_compared_with_what_is_loaded(ready_site, tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text(SAMPLE.read_text().replace("grace_days = 14", "grace_days = 7"))
    ready_site("catalog")

    looked = ready_site("catalog", "--check", CATALOG=str(mine))
    loaded = ready_site("catalog", CATALOG=str(mine))

    assert "    rules.grace_days: 14 → 7\n" in looked.stdout
    assert "0 would be new, 11 would be changed" in looked.stdout
    assert "0 new, 11 changed, 0 retired" in loaded.stdout
