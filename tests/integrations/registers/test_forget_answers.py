"""What registers said is kept for a day: then it is gone from the table, whether the cache is full or not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from klucznik.integrations.registers.tasks import forget_old_answers


@pytest.mark.django_db
def test_an_old_answer_goes_and_a_young_one_stays(settings: Any) -> None:
    backend = "django.core.cache.backends.db.DatabaseCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "kept_in_a_test"}}
    call_command("createcachetable", verbosity=0)
    caches["default"].set("old", {"name": "Alfa"}, 60)
    caches["default"].set("young", {"name": "Beta"}, 24 * 3600)
    past = connection.ops.adapt_datetimefield_value(timezone.now() - timedelta(seconds=5))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE kept_in_a_test SET expires = %s WHERE cache_key LIKE %s", [past, "%old"]
        )

    forget_old_answers()

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM kept_in_a_test")
        assert [row[0] for row in cursor.fetchall()] == [":1:young"]
