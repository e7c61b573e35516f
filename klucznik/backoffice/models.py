"""The vendor's staff: who they are, the time-limited sessions in which they may act, and what they opened in them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.core.models import PublicIdModel


class StaffRole(models.TextChoices):
    """What somebody of the staff is there for."""

    SUPPORT = "support", _("support")
    REVIEWER = "reviewer", _("reviewer")
    LEAD = "lead", _("lead reviewer")
    ADMINISTRATOR = "administrator", _("portal administrator")


class StaffMemberQuerySet(models.QuerySet["StaffMember"]):
    """Which places on the staff are meant."""

    def active(self) -> StaffMemberQuerySet:
        return self.filter(ended_at=None, user__is_active=True, user__deletion_due_at=None)


class StaffMember(PublicIdModel):
    """A person of the vendor, with one role; ends, is never deleted."""

    user = models.ForeignKey(User, models.PROTECT, related_name="staff")
    role = models.CharField(max_length=20, choices=StaffRole.choices)
    since = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = StaffMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(ended_at=None), name="one_staff_place_per_person"
            ),
            models.CheckConstraint(condition=Q(role__in=StaffRole.values), name="staff_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.role})"

    @property
    def role_label(self) -> str:
        return str(StaffRole(self.role).label)


class StaffSessionQuerySet(models.QuerySet["StaffSession"]):
    """Which staff sessions are meant."""

    def running(self) -> StaffSessionQuerySet:
        return self.filter(ended_at=None, ends_at__gt=timezone.now())


class StaffSession(models.Model):
    """Half an hour in which a staff member may act; begun with a fresh second step, each look and act recorded."""

    member = models.ForeignKey(StaffMember, models.PROTECT, related_name="sessions")
    # The browser session it belongs to: it dies with it, and no other browser gains from it.
    session_key = models.CharField(max_length=40)
    started_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = StaffSessionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["member", "-started_at"], name="staff_sessions_of_member"),
            models.Index(
                fields=["session_key"], name="staff_sessions_running", condition=Q(ended_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"session of {self.member}"

    @property
    def minutes_left(self) -> int:
        return max(0, -(-int((self.ends_at - timezone.now()).total_seconds()) // 60))


class Look(models.Model):
    """Something was opened in a staff session; the row keeps it from being told twice in one session."""

    session = models.ForeignKey(StaffSession, models.PROTECT, related_name="looks")
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "subject_type", "subject_id"], name="one_look_per_session"
            )
        ]

    def __str__(self) -> str:
        return f"look at {self.subject_type} {self.subject_id}"
