"""Migrations: none missing, each named for what it does, one line per app."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from tests.architecture.project import product_files


def migrations():
    return [path for path in product_files(".py") if path.parent.name == "migrations"]


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_migration_is_named_for_what_it_does():
    automatic = re.compile(r"^\d{4}_(auto_|alter_.*_and_more|.*_and_more$)")

    assert not [path.name for path in migrations() if automatic.match(path.stem)]


def test_migrations_of_an_app_form_one_line():
    graph = MigrationLoader(None).graph
    ours = [config.label for config in apps.get_app_configs() if config.name.startswith("klucznik")]

    forks = {label: graph.leaf_nodes(label) for label in ours if len(graph.leaf_nodes(label)) > 1}

    assert not forks


def test_numbers_of_migrations_are_used_once():
    numbers = [(path.parent, path.name[:4]) for path in migrations() if path.stem != "__init__"]

    assert len(numbers) == len(set(numbers))
