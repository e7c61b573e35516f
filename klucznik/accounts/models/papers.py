"""Papers of a person: their data as a file to take out, and new texts that they were told of ahead."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from klucznik.accounts.models.people import User
from klucznik.core import clock
from klucznik.core.models import PublicIdModel


class TakeOut(PublicIdModel):
    """A ZIP of one's data, made in the background, sealed on the disk, forgotten after a day."""

    user = models.ForeignKey(User, models.PROTECT, related_name="take_outs")
    asked_at = models.DateTimeField(default=timezone.now)
    # How many of the parts are written, and how many there are.
    done = models.PositiveIntegerField(default=0)
    parts = models.PositiveIntegerField(default=0)
    ready_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sealed_key = models.BinaryField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(ready_at=None, failed_at=None),
                name="one_take_out_in_the_making",
            )
        ]

    def __str__(self) -> str:
        return f"data of {self.user_id}"

    @property
    def is_in_the_making(self) -> bool:
        return self.ready_at is None and self.failed_at is None

    @property
    def can_be_fetched(self) -> bool:
        """Real time, on purpose: the file lies on a disk, whatever the demonstration's clock says."""
        return (
            self.ready_at is not None
            and self.forgotten_at is None
            and self.expires_at is not None
            and timezone.now() < self.expires_at
        )


class Announcement(models.Model):
    """Somebody was told by e-mail of a new version of a text, before it came into force."""

    user = models.ForeignKey(User, models.PROTECT, related_name="announcements")
    document = models.CharField(max_length=20)
    version = models.CharField(max_length=20)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "document", "version"], name="one_announcement_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.version}"
