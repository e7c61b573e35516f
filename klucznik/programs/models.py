"""Programs that act for a person: the question that one asks, and the token that the person's answer becomes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klucznik.accounts.models import User
from klucznik.core.models import PublicIdModel

IDLE = timedelta(days=180)
LONGEST = timedelta(days=400)


class Scope(models.TextChoices):
    """What a program may do in somebody's name."""

    LICENSES = "licenses", _("register licenses, activate and free devices")


def licenses_only() -> list[str]:
    return [Scope.LICENSES.value]


class ProgramGrantQuerySet(models.QuerySet["ProgramGrant"]):
    """Which questions are meant; by the real time, as with every code."""

    def open(self) -> ProgramGrantQuerySet:
        """Neither too old nor turned into a token."""
        return self.filter(spent_at=None, expires_at__gt=timezone.now())

    def waiting(self) -> ProgramGrantQuerySet:
        """Those that nobody has answered."""
        return self.open().filter(allowed_at=None, refused_at=None)

    def allowed(self) -> ProgramGrantQuerySet:
        return self.open().filter(allowed_at__isnull=False)


class ProgramGrant(PublicIdModel):
    """A program asks to act for whoever types its code; of both its codes only hashes are kept."""

    device_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64)
    program = models.CharField(max_length=80)
    device_name = models.CharField(max_length=80)
    version = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)
    # Seconds between two questions of the program whether there is an answer; it grows when they come too fast.
    interval = models.PositiveSmallIntegerField(default=5)
    polled_at = models.DateTimeField(null=True, blank=True)
    allowed_at = models.DateTimeField(null=True, blank=True)
    allowed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    spent_at = models.DateTimeField(null=True, blank=True)

    objects = ProgramGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code_hash"],
                condition=Q(allowed_at=None, refused_at=None),
                name="one_question_per_code",
            ),
            models.CheckConstraint(
                condition=Q(allowed_at=None, allowed_by=None)
                | Q(allowed_at__isnull=False, allowed_by__isnull=False),
                name="allowed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(refused_at=None, refused_by=None)
                | Q(refused_at__isnull=False, refused_by__isnull=False),
                name="refused_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(allowed_at=None) | Q(refused_at=None), name="answered_one_way"
            ),
            models.CheckConstraint(
                condition=Q(spent_at=None) | Q(allowed_at__isnull=False), name="spent_when_allowed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program} on {self.device_name}"

    @property
    def is_over(self) -> bool:
        """Nobody answered in time."""
        return not self.allowed_at and not self.refused_at and timezone.now() >= self.expires_at


class ProgramTokenQuerySet(models.QuerySet["ProgramToken"]):
    """Which tokens are meant."""

    def alive(self) -> ProgramTokenQuerySet:
        """Those that still work: not ended, not left unused for half a year, not older than a year and a bit."""
        now = timezone.now()
        return self.filter(ended_at=None, last_used_at__gt=now - IDLE, created_at__gt=now - LONGEST)


class ProgramToken(PublicIdModel):
    """A program acts for a person with this, until either of them or time ends it."""

    person = models.ForeignKey(User, models.PROTECT, related_name="program_tokens")
    token_hash = models.CharField(max_length=64, unique=True)
    program = models.CharField(max_length=80)
    device_name = models.CharField(max_length=80)
    scopes = models.JSONField(default=licenses_only)
    created_at = models.DateTimeField(default=timezone.now)
    # Getting it is its first use; later ones are noted once an hour.
    last_used_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = ProgramTokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_by=None) | Q(ended_at__isnull=False),
                name="token_ended_by_at_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "-last_used_at"],
                name="programs_of_person",
                condition=Q(ended_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.program} on {self.device_name}"

    @property
    def ends_at(self) -> datetime:
        """When it ends by itself if nobody uses it."""
        return min(self.created_at + LONGEST, self.last_used_at + IDLE)
