"""What only the demonstration keeps: the mailbox that everybody may read."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class DemoMessage(models.Model):
    """An e-mail as its reader would see it, secrets and all; exists only where KLUCZNIK_DEMO is on."""

    to = models.EmailField(max_length=254, db_index=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    message_id = models.CharField(max_length=120, blank=True)
    reply_to = models.EmailField(max_length=254, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}"
