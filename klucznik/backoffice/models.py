"""The vendor's staff: who they are, and the time-limited sessions in which they may act."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User


class StaffRole(models.TextChoices):
    """What somebody of the staff is there for."""

    SUPPORT = "support", _("support")
    REVIEWER = "reviewer", _("reviewer")
    LEAD = "lead", _("lead reviewer")
    ADMINISTRATOR = "administrator", _("portal administrator")


class StaffMember(models.Model):
    """A person of the vendor, with one role; ends, is never deleted."""

    user = models.ForeignKey(User, models.PROTECT, related_name="staff")
    role = models.CharField(max_length=20, choices=StaffRole.choices)
    since = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(ended_at=None), name="one_staff_place_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.role})"


class StaffSession(models.Model):
    """Half an hour in which a staff member may act; begun with a fresh second step, each look and act recorded."""

    member = models.ForeignKey(StaffMember, models.PROTECT, related_name="sessions")
    session_key = models.CharField(max_length=40)
    started_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["member", "-started_at"], name="staff_sessions_of_member")]

    def __str__(self) -> str:
        return f"session of {self.member}"

    @property
    def minutes_left(self) -> int:
        return max(0, -(-int((self.ends_at - timezone.now()).total_seconds()) // 60))
