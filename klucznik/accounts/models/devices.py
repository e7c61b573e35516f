"""Browsers in which a person has signed in."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from klucznik.accounts.models.people import User
from klucznik.core import tokens
from klucznik.core.models import PublicIdModel


class Device(PublicIdModel):
    """One browser known to one account; its own id lies in a signed cookie, here only its hash."""

    user = models.ForeignKey(User, models.CASCADE, related_name="devices")
    browser_hash = models.CharField(max_length=64)
    agent = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=45, blank=True)
    first_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    forgotten_at = models.DateTimeField(null=True, blank=True)
    # The link "It was not me" of the message about this browser; it dies with a newer message, or after a week.
    nonce = models.CharField(max_length=32, default=tokens.new_nonce)
    alarm_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    alarm_until = models.DateTimeField(null=True, blank=True)
    alarmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "browser_hash"], name="one_row_per_browser_and_account"
            )
        ]

    def __str__(self) -> str:
        return f"device of {self.user_id}"

    @property
    def alarm_secret(self) -> str:
        return tokens.derive("not me", self.nonce)

    @property
    def is_alarm_open(self) -> bool:
        """Real time, like every link in a mailbox."""
        ends = self.alarm_until
        return bool(ends and not self.alarmed_at and timezone.now() < ends)
