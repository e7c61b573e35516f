"""How often something was tried: counters in the database, where a burst or a restart cannot lift them."""

from __future__ import annotations

from django.db import models


class Tally(models.Model):
    """Tries of one kind by one subject within one window."""

    key = models.CharField(max_length=64, unique=True)
    window_ends_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.count}"
