"""`klucznik migrate`: bring the database to this version."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from klucznik.operations.preparing import upgrade


class Command(BaseCommand):
    """Applies migrations, makes the cache table, loads the catalog."""

    help = "Upgrade the database to this version: tables, cache table and catalog. Back up first."

    def handle(self, *args: Any, **options: Any) -> None:
        applied = upgrade()
        self.stdout.write(
            f"Migrations applied: {len(applied)}." if applied else "The database is up to date."
        )
