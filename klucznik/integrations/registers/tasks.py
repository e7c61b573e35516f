"""What registers said is kept for a day and no longer."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.utils import timezone

from klucznik.jobs.queue import every


@every(hours=1)
def forget_old_answers() -> None:
    """Everything in the cache whose time is over goes now, not only when the cache is full."""
    kept = caches["default"]
    if not isinstance(kept, DatabaseCache):
        return
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608 (a quoted name)
